/** One change that a store needs before an adapter can use it, such as a table, a column or an index. */
export interface Migration {
  /** Unique, such as `persistence: index on the address`. */
  readonly name: string;
  /** Whether the store lacks this change. */
  pending(): Promise<boolean>;
  /** Makes the change. The call can be repeated, and several instances may make it at the same time. */
  apply(): Promise<void>;
}

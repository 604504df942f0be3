/** One change that a store needs before an adapter can use it, such as a table, a column or an index. */
export interface Migration {
  /** Unique, such as `persistence: index on the address`. */
  readonly name: string;
  /** Whether the store lacks it. */
  pending(): Promise<boolean>;
  /** Makes the change. Safe to call again, and while another instance makes the same one. */
  apply(): Promise<void>;
}

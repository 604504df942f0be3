/** One dependency that the service cannot work without. */
export interface HealthIndicator {
  /** The slot that the dependency fills, such as `persistence`. */
  readonly name: string;
  /** Resolves while the dependency answers; rejects when it does not. */
  check(): Promise<void>;
}

/** One dependency of the service. */
export interface HealthIndicator {
  /** The slot that the dependency fills, such as `persistence`. */
  readonly name: string;
  /** Whether the service works without it. If so, an outage is reported, and the service stays ready. */
  readonly isOptional?: boolean;
  /** Resolves if the dependency answers, and rejects if it does not. */
  check(): Promise<void>;
}

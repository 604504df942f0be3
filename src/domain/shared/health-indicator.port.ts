/** One dependency of the service. */
export interface HealthIndicator {
  /** The slot that the dependency fills, such as `persistence`. */
  readonly name: string;
  /** Whether the service works without it. Then an outage is shown, and requests are still sent here. */
  readonly isOptional?: boolean;
  /** Resolves while the dependency answers; rejects when it does not. */
  check(): Promise<void>;
}

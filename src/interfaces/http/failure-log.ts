import type { Clock } from '../../domain/shared/clock.port.js';
import { DependencyUnavailable } from '../../domain/shared/common.errors.js';
import type { Logger } from '../../domain/shared/logger.port.js';
import { Overloaded } from '../../domain/user/user.errors.js';
import { CountedWarning } from './counted-warning.js';
import type { OutageLog } from './outage-log.js';
import type { ProblemType } from './problems/problem-types.js';

const OVERLOAD_INTERVAL_MS = 1_000;

/** Logs why the service could not handle requests. Only unexpected errors are logged with a stack for each request. */
export class FailureLog {
  /** A flood of logins is not an error of the service, and must not trigger alerts on errors. */
  readonly #overload: CountedWarning;

  constructor(
    private readonly logger: Logger,
    private readonly outages: OutageLog,
    clock: Clock,
  ) {
    this.#overload = new CountedWarning(
      logger,
      clock,
      OVERLOAD_INTERVAL_MS,
      'Requests were refused: overloaded.',
    );
  }

  report(error: unknown, { code, status }: ProblemType, fields: { readonly requestId: unknown }): void {
    if (error instanceof DependencyUnavailable) this.outages.failed(error.dependency, error, fields);
    else if (error instanceof Overloaded) this.#overload.report(fields);
    else if (status >= 500) this.logger.error({ err: error, ...fields }, code);
  }
}

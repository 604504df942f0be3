import { DependencyUnavailable } from '../../../domain/shared/common.errors.js';
import { withTimeLimit } from '../../time-limit.js';
import { CALL_TIMEOUT_MS } from './mongo-limits.js';

/**
 * Resolves to the server's answer to one call, within `CALL_TIMEOUT_MS`.
 *
 * A rejected call may still have taken effect. Either the answer was lost, or the write was applied but a majority did not confirm
 * it in time (`MongoWriteConcernError`). The caller may repeat the call.
 * @param dependency the name that the error reports as unavailable
 * @throws DependencyUnavailable with the driver's error as its cause
 */
export async function answerOf<Answer>(dependency: string, call: Promise<Answer>): Promise<Answer> {
  try {
    return await withTimeLimit(CALL_TIMEOUT_MS, call);
  } catch (cause) {
    throw new DependencyUnavailable(dependency, { cause });
  }
}

import { DependencyUnavailable } from '../../../domain/shared/common.errors.js';
import { withTimeLimit } from '../../time-limit.js';
import { CALL_TIMEOUT_MS } from './mongo-limits.js';

/**
 * The answer of the server to one call.
 *
 * A call that rejects may still have been carried out: the answer was lost, or the write was applied and not confirmed by a
 * majority in time (`MongoWriteConcernError`). It can be made again.
 * @throws DependencyUnavailable with the driver's error as its cause
 */
export async function answerOf<Answer>(dependency: string, call: Promise<Answer>): Promise<Answer> {
  try {
    return await withTimeLimit(CALL_TIMEOUT_MS, call);
  } catch (cause) {
    throw new DependencyUnavailable(dependency, { cause });
  }
}

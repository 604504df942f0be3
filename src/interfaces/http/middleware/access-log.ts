import type { Logger } from '../../../domain/shared/logger.port.js';
import { clientAddress } from '../http-client-context.js';
import type { RequestObserver } from './request-lifecycle.js';

/** Clients choose the path. The limit keeps them from filling the log (ASVS 16.4.1). */
const MAX_PATH_LENGTH = 256;

/** Logs one line for each request. The path is logged without the query. Headers and bodies are not logged. */
export function accessLog(logger: Logger): RequestObserver {
  return (request, response, durationMs) => {
    logger.info(
      {
        requestId: response.getHeader('X-Request-Id'),
        method: request.method,
        path: request.originalUrl.split('?', 1)[0]?.slice(0, MAX_PATH_LENGTH),
        status: response.writableFinished ? response.statusCode : 499,
        ms: Math.round(durationMs * 10) / 10,
        ip: clientAddress(request),
      },
      'request',
    );
  };
}

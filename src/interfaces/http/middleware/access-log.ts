import type { Logger } from '../../../domain/shared/logger.port.js';
import { clientAddress } from '../http-client-context.js';
import type { RequestObserver } from './request-lifecycle.js';

/** Clients choose it, and may not fill the log with it (ASVS 16.4.1). */
const MAX_PATH_LENGTH = 256;

/** One line a request. The path is logged without its query, and no header or body at all. */
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

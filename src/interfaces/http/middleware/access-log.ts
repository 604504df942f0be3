import type { Logger } from '../../../domain/shared/logger.port.js';
import { clientAddress } from '../http-client-context.js';
import type { RequestObserver } from './request-lifecycle.js';

/** Clients choose the path. The limit keeps them from filling the log (ASVS 16.4.1). */
const MAX_PATH_LENGTH = 256;

/** Logs one line for each request. The path is logged without the query. Headers and bodies are not logged. */
export function accessLog(logger: Logger): RequestObserver {
  return (request, response, { id, durationMs }) => {
    logger.info(
      {
        requestId: id,
        method: request.method,
        path: pathOf(request.originalUrl).slice(0, MAX_PATH_LENGTH),
        status: response.writableFinished ? response.statusCode : 499,
        ms: Math.round(durationMs * 10) / 10,
        ip: clientAddress(request),
      },
      'request',
    );
  };
}

function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}

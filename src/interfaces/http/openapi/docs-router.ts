import { Router } from 'express';
import type { Controller } from '../route.js';
import { refuseMethod } from '../router.js';
import { sendJson } from '../send-json.js';
import { docsPage } from './docs-page.js';
import type { ApiNames } from './openapi-document.js';

/** Serves `/openapi.json`, which is built on the first request, and the page at `/docs`. */
export function docsRouter(controllers: readonly Controller[], names: ApiNames): Router {
  const router = Router({ caseSensitive: true, strict: true });
  let document: Promise<object> | undefined;
  router.get('/openapi.json', async (_request, response) => {
    document ??= import('./openapi-document.js').then((module) => module.openApiDocument(controllers, names));
    sendJson(response, await document);
  });
  router.all('/openapi.json', refuseMethod(['GET', 'HEAD']));
  router.use('/docs', docsPage(names.title));
  return router;
}

import { Router } from 'express';
import swaggerUi from 'swagger-ui-express';
import { pageHeaders } from '../middleware/security-headers.js';
import type { Controller } from '../route.js';

/** `/openapi.json`, made when it is first asked for, and `/docs`, a page that loads nothing from elsewhere. */
export function docsRouter(controllers: readonly Controller[], title: string): Router {
  const router = Router();
  let document: Promise<object> | undefined;
  router.get('/openapi.json', async (_request, response) => {
    document ??= import('./openapi-document.js').then((module) => module.openApiDocument(controllers, title));
    response.json(await document);
  });
  router.use(
    '/docs',
    pageHeaders(),
    swaggerUi.serve,
    swaggerUi.setup(undefined, { customSiteTitle: title, swaggerOptions: { url: '/openapi.json' } }),
  );
  return router;
}

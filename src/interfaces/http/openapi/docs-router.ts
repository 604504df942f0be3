import { type RequestHandler, Router } from 'express';
import swaggerUi from 'swagger-ui-express';
import { pageHeaders } from '../middleware/security-headers.js';
import type { Controller } from '../route.js';
import { refuseMethod } from '../router.js';
import { sendJson } from '../send-json.js';
import type { ApiNames } from './openapi-document.js';

/** The page and the files that it loads, relative to its path. The package contains other files, which are not served. */
const PAGE =
  /^\/(?:swagger-ui(?:\.css|-bundle\.js|-standalone-preset\.js|-init\.js)|favicon-(?:16x16|32x32)\.png)?$/;

/** The files of the page are relative to a path with a slash at its end. */
const WITHOUT_SLASH = /^[^?]*\/docs(?:\?|$)/;

const READ = ['GET', 'HEAD'];

/** Serves `/openapi.json`, which is built on the first request, and `/docs`, a page that loads nothing from other hosts. */
export function docsRouter(controllers: readonly Controller[], names: ApiNames): Router {
  const router = Router({ caseSensitive: true, strict: true });
  let document: Promise<object> | undefined;
  router.get('/openapi.json', async (_request, response) => {
    document ??= import('./openapi-document.js').then((module) => module.openApiDocument(controllers, names));
    sendJson(response, await document);
  });
  router.all('/openapi.json', refuseMethod(READ));
  router.use(
    '/docs',
    onlyReadsOfThePage,
    pageHeaders(),
    swaggerUi.serveWithOptions({ acceptRanges: false }),
    swaggerUi.setup(undefined, {
      customSiteTitle: names.title,
      // The URL is relative to the page, because a proxy may have removed a prefix.
      // No validator badge, because it would be loaded from another host.
      swaggerOptions: { url: '../openapi.json', validatorUrl: null },
    }),
  );
  return router;
}

const refuseWrites = refuseMethod(READ);

/** Lets only the listed paths and methods through, because the middleware behind it answers all of them. */
const onlyReadsOfThePage: RequestHandler = (request, response, next) => {
  if (!PAGE.test(request.path)) next('router');
  else if (!READ.includes(request.method)) refuseWrites(request, response, next);
  // Relative, for the same reason. The static files would redirect to a path at the root.
  else if (WITHOUT_SLASH.test(request.originalUrl)) response.redirect(301, 'docs/');
  else next();
};

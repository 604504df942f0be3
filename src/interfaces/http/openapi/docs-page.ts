import type { RequestHandler } from 'express';
import swaggerUi from 'swagger-ui-express';
import { pageHeaders } from '../middleware/security-headers.js';
import { refuseMethod } from '../router.js';

/** The page and the files that it loads, relative to its path. The package contains other files, which are not served. */
const PAGE =
  /^\/(?:swagger-ui(?:\.css|-bundle\.js|-standalone-preset\.js|-init\.js)|favicon-(?:16x16|32x32)\.png)?$/;

/** The files of the page are relative to a path with a slash at its end. */
const WITHOUT_SLASH = /^[^?]*\/docs(?:\?|$)/;

const READ = ['GET', 'HEAD'];

/** A page that shows `/openapi.json` and loads nothing from other hosts. */
export function docsPage(title: string): RequestHandler[] {
  return [
    onlyReadsOfThePage,
    pageHeaders(),
    ...swaggerUi.serveWithOptions({ acceptRanges: false }),
    swaggerUi.setup(undefined, {
      customSiteTitle: title,
      // The URL is relative to the page, because a proxy may have removed a prefix.
      // No validator badge, because it would be loaded from another host.
      swaggerOptions: { url: '../openapi.json', validatorUrl: null },
    }),
  ];
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

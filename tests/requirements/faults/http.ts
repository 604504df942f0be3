import type { FaultsByRow } from '../fault.js';

const HEADERS = 'src/interfaces/http/middleware/security-headers.ts';
const ROUTER = 'src/interfaces/http/router.ts';
const DOCS = 'src/interfaces/http/openapi/docs-page.ts';
const LIMITS = 'src/interfaces/http/server/connection-limits.ts';
const SERVER = 'src/interfaces/http/server/http-server.ts';
const CLIENT_ERROR = 'src/interfaces/http/server/client-error.ts';
const TO_PROBLEM = 'src/interfaces/http/problems/to-problem.ts';
const SEND_PROBLEM = 'src/interfaces/http/problems/send-problem.ts';
const CONTROLLERS = 'src/interfaces/http/controllers';

export const httpFaults: FaultsByRow = {
  'HD-01': [
    { why: 'Answers may be cached.', file: HEADERS, find: "['Cache-Control', 'no-store'],", replace: '' },
    {
      why: 'The JWK Set may not be cached.',
      file: `${CONTROLLERS}/operations/jwks.controller.ts`,
      find: ".set('Cache-Control', `public, max-age=${MAX_AGE_SECONDS}`)",
      replace: '',
    },
  ],
  'HD-02': [
    {
      why: 'Media types are guessed.',
      file: HEADERS,
      find: 'const API: HelmetOptions = {',
      replace: 'const API: HelmetOptions = {\n  xContentTypeOptions: false,',
    },
    {
      why: 'There is no HSTS.',
      file: HEADERS,
      find: 'const API: HelmetOptions = {',
      replace: 'const API: HelmetOptions = {\n  strictTransportSecurity: false,',
    },
    {
      why: 'Answers may load from their own origin.',
      file: HEADERS,
      find: "'default-src': [\"'none'\"], 'frame-ancestors'",
      replace: "'default-src': [\"'self'\"], 'frame-ancestors'",
    },
    {
      why: 'A referrer is sent.',
      file: HEADERS,
      find: 'const API: HelmetOptions = {',
      replace: 'const API: HelmetOptions = {\n  referrerPolicy: false,',
    },
    {
      why: 'The answer says that it is Express.',
      file: 'src/interfaces/http/app.ts',
      find: "app.disable('x-powered-by');",
      replace: '',
    },
    {
      why: 'An answer to a broken request has no headers.',
      file: CLIENT_ERROR,
      find: '...[...API_HEADERS, ...crossOrigin].map(',
      replace: '...crossOrigin.map(',
    },
  ],
  'HD-03': [
    {
      why: 'A refused method does not name the others.',
      file: ROUTER,
      find: "const headers = { Allow: methods.join(', ') };",
      replace: "const headers: Record<string, string> = methods ? {} : { Allow: '' };",
    },
    {
      why: 'A body has no charset.',
      file: 'src/interfaces/http/send-json.ts',
      find: "'application/json; charset=utf-8'",
      replace: "'application/json'",
    },
    {
      why: 'A logout is a GET.',
      file: `${CONTROLLERS}/session/log-out-everywhere.controller.ts`,
      find: "method: 'post',",
      replace: "method: 'get',",
    },
    {
      why: 'Other methods on a path are not refused.',
      file: ROUTER,
      find: 'app.route(path).all(refuseMethod(methods));',
      replace: 'if (!path) app.route(path).all(refuseMethod(methods));',
    },
    {
      why: 'The API page answers any method.',
      file: DOCS,
      find: 'else if (!READ.includes(request.method))',
      replace: 'else if (!request.method)',
    },
  ],
  'HD-04': [
    {
      why: 'Broken framing is read leniently.',
      file: LIMITS,
      find: 'maxHeaderSize: 16 * 1024,',
      replace: 'maxHeaderSize: 16 * 1024,\n  insecureHTTPParser: true,',
    },
    {
      why: 'Broken framing gets no problem.',
      file: SERVER,
      find: 'answerClientErrors(this.server, connections, crossOriginHeaders);',
      replace: '',
    },
  ],
};

export const errorFaults: FaultsByRow = {
  'ER-01': [
    {
      why: 'An error is plain JSON.',
      file: SEND_PROBLEM,
      find: ".type('application/problem+json')",
      replace: ".type('application/json')",
    },
    {
      why: 'The status in the body is another one.',
      file: SEND_PROBLEM,
      find: 'title, status, detail',
      replace: 'title, status: 0, detail',
    },
    {
      why: 'The refusals of the parser are no problem.',
      file: CLIENT_ERROR,
      find: "'Content-Type: application/problem+json; charset=utf-8'",
      replace: "'Content-Type: text/plain; charset=utf-8'",
    },
    {
      why: 'A request without a Host is refused by Node.',
      file: SERVER,
      find: 'requireHostHeader: false',
      replace: 'requireHostHeader: true',
    },
  ],
  'ER-02': [
    {
      why: 'A 500 tells its cause.',
      file: TO_PROBLEM,
      find: 'return fromExpress(error) ?? INTERNAL_ERROR;',
      replace: 'return fromExpress(error) ?? { ...INTERNAL_ERROR, detail: String(error) };',
    },
    {
      why: 'A body that cannot be read is quoted.',
      file: TO_PROBLEM,
      find: "problem('malformed-request', 'The request cannot be read.')",
      replace: "problem('malformed-request', (error as Error).message)",
    },
    {
      why: 'Members that are not known are quoted.',
      file: 'src/interfaces/http/problems/request-invalid.ts',
      find: 'FIELD_NAME.test(key)',
      replace: 'key',
    },
    {
      why: 'The words of a vendor are told.',
      file: 'src/domain/shared/common.errors.ts',
      find: "super('A service that this request needs is not available at the moment.', options);",
      replace: 'super(`${options?.cause}`, options);',
    },
    {
      why: 'Files of the package behind the API page are shown.',
      file: DOCS,
      find: 'if (!PAGE.test(request.path))',
      replace: "if (request.path === '')",
    },
  ],
  'ER-03': [
    {
      why: 'A path that cannot be decoded is a 500.',
      file: TO_PROBLEM,
      find: '!isExposed && !(error instanceof URIError)',
      replace: '!isExposed',
    },
    {
      why: 'An id of another form is a 500.',
      file: `${CONTROLLERS}/session/end-session.controller.ts`,
      find: "const sessionId = toSessionId(pathParameter(request, 'id'));",
      replace:
        "const sessionId = toSessionId(pathParameter(request, 'id'));\n    if (!/^[\\w-]{36}$/.test(sessionId)) throw new TypeError();",
    },
    {
      why: 'An id of another form is a 500 for users, too.',
      file: `${CONTROLLERS}/administration/get-user.controller.ts`,
      find: 'const user = await',
      replace:
        "if (!/^[\\w-]{36}$/.test(`${request.params['id']}`)) throw new TypeError();\n    const user = await",
    },
    {
      why: 'What nobody caught is not logged.',
      file: 'src/composition/process-lifecycle.ts',
      find: "processLogger.logger.fatal({ err: error, origin }, 'An uncaught error ends the process.');",
      replace: 'if (!error) processLogger.logger.fatal({ origin });',
    },
    {
      why: 'A range of the API page is a 500.',
      file: DOCS,
      find: '...swaggerUi.serveWithOptions({ acceptRanges: false }),',
      replace:
        '(request, _response, next) => next(request.headers.range ? new TypeError() : undefined),\n    ...swaggerUi.serveWithOptions({ acceptRanges: false }),',
    },
  ],
};

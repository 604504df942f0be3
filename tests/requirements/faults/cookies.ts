import type { FaultsByRow } from '../fault.js';

const COOKIE = 'src/interfaces/http/refresh-token-cookie.ts';
const PAGES = 'src/interfaces/http/page-origin.ts';
const VARIABLES = 'src/composition/configuration/core-variables.ts';
const COOKIE_VALUES = 'src/interfaces/http/cookie-values.ts';
const CORS = 'src/interfaces/http/middleware/cors.ts';
const REFUSED_ORIGIN = 'src/interfaces/http/server/origin-of-refused.ts';

export const cookieFaults: FaultsByRow = {
  'CK-01': [
    { why: 'Scripts can read the cookie.', file: COOKIE, find: 'httpOnly: true', replace: 'httpOnly: false' },
    {
      why: 'The cookie is sent with links from other sites.',
      file: VARIABLES,
      find: "must be strict, lax or none').default('strict')",
      replace: "must be strict, lax or none').default('lax')",
    },
    {
      why: 'The cookie is sent over plain HTTP.',
      file: COOKIE,
      find: 'secure: settings.secure,',
      replace: 'secure: false,',
    },
    {
      why: 'Sibling domains can set the cookie.',
      file: COOKIE,
      find: "'__Host-refresh_token'",
      replace: "'refresh_token'",
    },
    {
      why: 'The cookie lasts as long as the window of the browser.',
      file: COOKIE,
      find: '{ ...this.options, maxAge }',
      replace: 'this.options',
    },
    {
      why: 'The token is in the body, too.',
      file: 'src/interfaces/http/token-response.ts',
      find: "transport === 'cookie' ? body : { ...body, refreshToken }",
      replace: '{ ...body, refreshToken }',
    },
    {
      why: 'White space of Unicode around a name does not count.',
      file: COOKIE_VALUES,
      find: '.map(withoutBlanks)',
      replace: '.map((pair) => pair.trim())',
    },
    {
      why: 'A tab before a name makes it another one.',
      file: COOKIE_VALUES,
      find: "character === ' ' || character === '\\t'",
      replace: "character === ' '",
    },
  ],
  'CK-02': [
    {
      why: 'A request without an Origin is answered.',
      file: PAGES,
      find: 'return mayBeMissing && !isCrossSite ? undefined : refusal(NO_ORIGIN);',
      replace: 'return undefined;',
    },
    {
      why: 'A request of a foreign origin is answered.',
      file: PAGES,
      find: '!allowedOrigins.includes(origin)',
      replace: "origin === 'null'",
    },
    {
      why: 'A request from nowhere is answered.',
      file: PAGES,
      find: '!allowedOrigins.includes(origin)',
      replace: "origin !== 'null' && !allowedOrigins.includes(origin)",
    },
    {
      why: 'A request that the browser calls cross-site is answered.',
      file: PAGES,
      find: "headers['sec-fetch-site']?.includes('cross-site') ?? false",
      replace: 'false',
    },
    {
      why: 'A logout of a foreign page with a token ends the session of the cookie.',
      file: COOKIE,
      find: 'found instanceof ProtocolProblem ? undefined : found',
      replace: 'this.findValue(request) as string | undefined',
    },
    {
      why: 'Of several fields that say where a request comes from the first one counts.',
      file: PAGES,
      find: "?.includes('cross-site') ?? false",
      replace: " === 'cross-site'",
    },
  ],
  'CK-03': [
    {
      why: 'A page of another origin logs a browser in.',
      file: COOKIE,
      find: '(found !== undefined || isToBeSet)',
      replace: 'found !== undefined',
    },
    {
      why: 'A form logs a browser in.',
      file: 'src/interfaces/http/middleware/json-body.ts',
      find: 'isOne && JSON_IN_UTF8',
      replace: 'isOne || JSON_IN_UTF8',
    },
  ],
  'CK-04': [
    {
      why: 'The first of two cookies counts.',
      file: COOKIE,
      find: 'if (values.length > 1)',
      replace: 'if (values.length > 2)',
    },
  ],
  'CK-05': [
    {
      why: 'Any origin is reflected.',
      file: CORS,
      find: 'origin: [...allowedOrigins],',
      replace: 'origin: true,',
    },
    {
      why: 'Every origin is allowed.',
      file: CORS,
      find: 'origin: [...allowedOrigins],',
      replace: "origin: '*',",
    },
    {
      why: 'A cache may give the answer to another origin.',
      file: 'src/interfaces/http/middleware/security-headers.ts',
      find: "['Vary', 'Origin'],",
      replace: '',
    },
    {
      why: 'A page cannot read why the parser has refused its request.',
      file: 'src/interfaces/http/server/client-error.ts',
      find: 'crossOriginHeaders(origin, isCertain)));',
      replace: '[]));',
    },
    {
      why: 'No origin is read from bytes that are refused.',
      file: REFUSED_ORIGIN,
      find: 'origin: isCertain ? sent : ofLatest',
      replace: 'origin: isCertain ? undefined : ofLatest',
    },
    {
      why: 'A page cannot read why the rest of its request has been refused.',
      file: REFUSED_ORIGIN,
      find: 'return { origin: ofLatest, isCertain: true };',
      replace: 'return { origin: undefined, isCertain: true };',
    },
    {
      why: 'A page cannot read why its request has been refused if it came in two packets.',
      file: REFUSED_ORIGIN,
      find: 'const isCertain = sent !== undefined ||',
      replace: 'const isCertain = true ||',
    },
    {
      why: 'Of two allowed pages, the one that used the connection before cannot read a refusal in two packets.',
      file: REFUSED_ORIGIN,
      find: 'isCertain ? sent : ofLatest',
      replace: 'sent',
    },
    {
      why: 'A refused body is taken for a head that is not known.',
      file: REFUSED_ORIGIN,
      find: 'if (latest?.complete === false)',
      replace: 'if (latest?.complete === null)',
    },
    {
      why: 'What the parser refuses in two packets is readable everywhere.',
      file: CORS,
      find: '(isCertain ? undefined : first)',
      replace: '(isCertain ? undefined : origin)',
    },
    {
      why: 'The parser reflects any origin.',
      file: CORS,
      find: 'allowedOrigins.find((known) => known === origin) ?? (isCertain ? undefined : first)',
      replace: 'origin',
    },
    {
      why: 'A page cannot read why a request without a Host has been refused.',
      file: 'src/interfaces/http/app.ts',
      find: 'app.use(crossOrigin(settings));\n  app.use(requireHost);',
      replace: 'app.use(requireHost);\n  app.use(crossOrigin(settings));',
    },
    {
      why: 'Every file of a machine is an allowed page.',
      file: 'src/composition/configuration/origin.ts',
      find: '(?!file:)',
      replace: '',
    },
  ],
  'CK-06': [
    {
      why: 'Browsers that block third-party cookies refuse the cookie of a page on another site.',
      file: COOKIE,
      find: "partitioned: settings.sameSite === 'none',",
      replace: '',
    },
    {
      why: 'A cookie that every browser discards can be configured.',
      file: 'src/composition/configuration/combination-rules.ts',
      find: ' && core.COOKIE_SECURE === false',
      replace: ' && core.COOKIE_SECURE === null',
    },
    {
      why: 'With none, every page may use the cookie.',
      file: PAGES,
      find: 'if (!allowedOrigins.includes(origin))',
      replace: "if (sameSite !== 'none' && !allowedOrigins.includes(origin))",
    },
    {
      why: 'With none, an allowed page on another site may not use the cookie.',
      file: PAGES,
      find: "isCrossSite && sameSite !== 'none' ?",
      replace: 'isCrossSite ?',
    },
    {
      why: 'With lax, a page on another site logs in and never learns that it has no cookie.',
      file: PAGES,
      find: "isCrossSite && sameSite !== 'none' ?",
      replace: "isCrossSite && sameSite === 'strict' ?",
    },
  ],
};

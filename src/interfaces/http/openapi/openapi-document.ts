import { OpenAPIRegistry, OpenApiGeneratorV31 } from '@asteasolutions/zod-to-openapi';
import { type Controller, isPublic, type TokenPlace } from '../route.js';
import { HEADER_FIELDS } from './header-fields.js';
import { describeOperation, type Security } from './operation.js';
import { problemSchema } from './problem-schema.js';

/** The values in the API description that are not in the routes. */
export interface ApiNames {
  readonly title: string;
  /** The name of the refresh token cookie. */
  readonly cookieName: string;
  /** The minimum length of a new password. */
  readonly passwordMinLength: number;
  /**
   * The path of the service as its clients see it. It is relative, so that the page sends requests to the host that it comes
   * from.
   */
  readonly basePath: string;
}

/** The names of the security schemes. */
const SCHEMES: Readonly<Record<TokenPlace, string>> = { bearer: 'bearerAuth', cookie: 'refreshTokenCookie' };

const DESCRIPTION = `JWT authentication with rotating refresh tokens and immediate revocation.

Log in to get an access token, and send it as \`Authorization: Bearer …\`. It expires after some
minutes. The refresh token gets the next one. Browsers keep the refresh token in a cookie. Other clients ask for it in the body.

Errors are \`application/problem+json\` (RFC 9457). Their \`code\` is stable.`;

/** Builds the API description from the routes and schemas that the server uses. */
export function openApiDocument(controllers: readonly Controller[], names: ApiNames) {
  const { title, cookieName, basePath, passwordMinLength } = names;
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', SCHEMES.bearer, {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'An access token',
  });
  registry.registerComponent('securitySchemes', SCHEMES.cookie, {
    type: 'apiKey',
    in: 'cookie',
    name: cookieName,
    description: 'A refresh token. The request must come from a page of an allowed origin',
  });
  for (const [name, field] of Object.entries(HEADER_FIELDS)) {
    registry.registerComponent('headers', name, field);
  }
  const problem = problemSchema(controllers);
  for (const controller of controllers) {
    registry.registerPath(describeOperation(controller, securityOf(controller), problem));
  }
  const document = new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title,
      version: '1',
      description: DESCRIPTION,
      contact: { name: `The operators of ${title}` },
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: basePath }],
    tags: tagsOf(controllers),
  });
  Object.assign(document.components?.schemas?.['NewPassword'] ?? {}, { minLength: passwordMinLength });
  return document;
}

function tagsOf(controllers: readonly Controller[]) {
  return [...new Set(controllers.map(({ route }) => route.tag))].map((tag) => ({ ...tag }));
}

/** The alternatives for authentication. An empty alternative means that no token is required. */
function securityOf(controller: Controller): Security {
  if (!isPublic(controller)) return [{ [SCHEMES.bearer]: [] }];
  const { reads = [] } = controller.route;
  return reads.length === 0 ? [] : [...reads.map((place) => ({ [SCHEMES[place]]: [] })), {}];
}

export interface ContractRoute {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: string;
  readonly access: 'public' | 'user' | 'admin';
  /** The path parameter whose user also has access. */
  readonly orSelf?: 'id';
  readonly body?: true;
}

/** Every documented endpoint and who may use it. A new endpoint, or wider access to one, needs a decision. */
export const ROUTES: readonly ContractRoute[] = [
  { method: 'post', path: '/auth/register', access: 'public', body: true },
  { method: 'post', path: '/auth/login', access: 'public', body: true },
  { method: 'post', path: '/auth/refresh', access: 'public', body: true },
  { method: 'post', path: '/auth/logout', access: 'public', body: true },
  { method: 'post', path: '/auth/logout-all', access: 'user' },
  { method: 'get', path: '/auth/sessions', access: 'user' },
  { method: 'delete', path: '/auth/sessions', access: 'user' },
  { method: 'delete', path: '/auth/sessions/{id}', access: 'user' },
  { method: 'get', path: '/me', access: 'user' },
  { method: 'patch', path: '/me', access: 'user', body: true },
  { method: 'put', path: '/me/password', access: 'user', body: true },
  { method: 'delete', path: '/me', access: 'user', body: true },
  { method: 'get', path: '/users', access: 'admin' },
  { method: 'post', path: '/users', access: 'admin', body: true },
  { method: 'get', path: '/users/{id}', access: 'admin', orSelf: 'id' },
  { method: 'patch', path: '/users/{id}', access: 'admin', body: true },
  { method: 'delete', path: '/users/{id}', access: 'admin' },
  { method: 'get', path: '/users/{id}/sessions', access: 'admin' },
  { method: 'delete', path: '/users/{id}/sessions', access: 'admin' },
  { method: 'delete', path: '/users/{id}/sessions/{sessionId}', access: 'admin' },
  { method: 'get', path: '/.well-known/jwks.json', access: 'public' },
  { method: 'get', path: '/health/live', access: 'public' },
  { method: 'get', path: '/health/ready', access: 'public' },
];

/** The paths, with an id that does not exist. */
export const PATHS = [...new Set(ROUTES.map(({ path }) => path))];

export function fill(path: string): string {
  return path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000');
}

export function methodsOf(path: string): string[] {
  const methods = ROUTES.filter((route) => route.path === path).map(({ method }) => method.toUpperCase());
  return methods.includes('GET') ? [...methods, 'HEAD'] : methods;
}

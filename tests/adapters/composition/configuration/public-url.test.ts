import { isPublicUrl, localUrl, ownOrigins } from '../../../../src/composition/configuration/public-url.js';

describe('A public URL', () => {
  it.each([
    'https://auth.example.com',
    'https://example.com/auth',
    'https://example.com/team/auth-1.0',
    'https://example.com:8443',
    'http://localhost:3000',
    'http://[::1]:3000',
  ])('may be %s', (url) => {
    expect(isPublicUrl(url)).toBe(true);
  });

  it.each([
    '',
    'auth.example.com',
    'localhost:3000',
    'ftp://auth.example.com',
    'https://auth.example.com/',
    'https://example.com/auth/',
    'https://example.com//auth',
    'https://example.com/../auth',
    'https://example.com/a b',
    'https://example.com/%61uth',
    "https://example.com/'auth",
    'https://user:password@example.com',
    'https://example.com?x',
    'https://example.com/auth?x=y',
    'https://example.com#x',
    'https://Example.com',
    'https://example.com:443',
    'https://*.example.com',
    ' https://example.com',
    'https://example.com\n',
  ])('may not be %j', (url) => {
    expect(isPublicUrl(url)).toBe(false);
  });
});

describe('The URL on this machine', () => {
  it.each([
    ['127.0.0.1', 'http://127.0.0.1:3000'],
    ['localhost', 'http://localhost:3000'],
    ['::1', 'http://[::1]:3000'],
    ['127.0.0.2', 'http://127.0.0.2:3000'],
    ['0.0.0.0', 'http://localhost:3000'],
    ['::', 'http://localhost:3000'],
  ])('of a service that listens on %s is %s', (host, url) => {
    expect(localUrl(host, 3_000)).toBe(url);
  });
});

describe('The origins of the own pages', () => {
  it.each([
    ['https://auth.example.com', ['https://auth.example.com']],
    ['https://example.com/auth', ['https://example.com']],
    ['http://127.0.0.2:3000', ['http://127.0.0.2:3000']],
    ['https://localhost.example.com', ['https://localhost.example.com']],
  ])('at %s are %j', (url, origins) => {
    expect(ownOrigins(url)).toEqual(origins);
  });

  it.each(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000'])(
    'at %s are those of each spelling',
    (url) => {
      expect(ownOrigins(url)).toEqual([
        'http://localhost:3000',
        'http://127.0.0.1:3000',
        'http://[::1]:3000',
        'http://0.0.0.0:3000',
        'http://[::]:3000',
      ]);
    },
  );
});

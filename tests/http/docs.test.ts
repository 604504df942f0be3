import { expectProblem, expectUnharmed } from '../support/http/problems.js';
import { type Service, startService } from '../support/service/service.js';

let service: Service;

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

describe('GET /docs', () => {
  it('is a page that loads nothing from other origins, and is not allowed to', async () => {
    const response = await service.request.get('/docs').redirects(1);
    expect(response.status).toBe(200);
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    const loaded = [...response.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url ?? '');
    expect(loaded.length).toBeGreaterThan(3);
    for (const url of loaded) {
      expect(url).toMatch(/^\.\//);
      expect((await service.request.get(url.replace(/^\./, '/docs'))).status).toBe(200);
    }
    expect(response.text).not.toMatch(/(?:src|href|action)=["']?(?:https?:)?\/\//);
    const policy = response.headers['content-security-policy'] ?? '';
    expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
    expect(policy).toMatch(/script-src 'self'(?:;|$)/);
    expect(policy).toContain("frame-ancestors 'none'");
  });

  it('shows the description of this service', async () => {
    const { text, type } = await service.request.get('/docs/swagger-ui-init.js').buffer(true);
    expect(type).toMatch(/javascript/);
    expect(text).toContain('"url": "../openapi.json"');
    // Otherwise, the page asks an external service whether the description is valid.
    expect(text).toContain('"validatorUrl": null');
  });

  it.each([
    '/docs/nothing',
    '/docs/package.json',
    '/docs/index.html',
    '/docs/absolute-path.js',
    '/docs/swagger-ui.css.map',
    '/docs/swagger-ui.css/',
    '/docs/x/swagger-ui-init.js',
    '/docs/%2e%2e/%2e%2e/package.json',
    '/docs/..%2f..%2fpackage.json',
    '/docs/%00',
    '/docs/%ff',
  ])('ER-01 ER-02 has nothing at %s', async (path) => {
    expectProblem(await service.request.get(path), 404, 'not-found');
  });

  it.each(['/docs', '/docs/', '/docs/swagger-ui.css', '/openapi.json'])(
    'HD-03 is only for reading: %s',
    async (path) => {
      for (const method of ['post', 'put', 'patch', 'delete'] as const) {
        const response = await service.request[method](path).send({});
        expectProblem(response, 405, 'method-not-allowed');
        expect(response.headers['allow']).toBe('GET, HEAD');
      }
    },
  );

  it.each([
    ['a range beyond the end', { Range: 'bytes=99999999-' }],
    ['a range of rubbish', { Range: 'bytes=x-y' }],
    ['a condition', { 'If-Match': '"x"' }],
    ['a condition of long ago', { 'If-Unmodified-Since': 'Thu, 01 Jan 1970 00:00:00 GMT' }],
    ['a condition of rubbish', { 'If-None-Match': ','.repeat(5_000) }],
  ])('ER-03 takes %s', async (_, headers) => {
    const response = await service.request.get('/docs/swagger-ui.css').set(headers as Record<string, string>);
    expect([200, 400]).toContain(response.status);
    if (response.status === 400) expectProblem(response, 400, 'malformed-request');
  });

  it('CF-02 is off in production, and if the settings turn it off', async () => {
    const quiet = await startService({ API_DOCS: 'false' });
    for (const path of ['/docs', '/docs/', '/docs/swagger-ui.css', '/openapi.json']) {
      expectProblem(await quiet.request.get(path), 404, 'not-found');
    }
    await quiet.stop();
  });

  it('ER-03 the service is unharmed afterwards', () => expectUnharmed(service));
});

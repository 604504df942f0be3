import { jest } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { describeInBrowser, launchBrowser, screenshot } from '../support/browser/chromium.js';
import { startHttpsFront } from '../support/browser/https-front.js';
import { freePort } from '../support/free-port.js';
import { newEmail, PASSWORD } from '../support/http/http-client.js';
import type { ServerProcess } from '../support/servers/server-process.js';
import { type Service, startService } from '../support/service/service.js';

// The page is large. On a busy machine, each click on it takes seconds.
jest.setTimeout(120_000);

/** An operation on the page of Swagger UI. */
function operation(page: Page, method: string, path: string): Locator {
  return page.locator(`.opblock-${method}`, { has: page.locator(`[data-path="${path}"]`) });
}

/** Sends a request with "Try it out". Resolves to the status that the page shows. */
async function tryOut(page: Page, path: string, body?: object): Promise<string> {
  const block = operation(page, 'post', path);
  await block.locator('.opblock-summary-control').click();
  await block.getByRole('button', { name: 'Try it out' }).click();
  const text = block.locator('textarea.body-param__text');
  await text.fill(body === undefined ? '' : JSON.stringify(body));
  await block.getByRole('button', { name: 'Execute' }).click();
  const status = block.locator('.live-responses-table tr.response td.response-col_status');
  await status.scrollIntoViewIfNeeded();
  return ((await status.textContent()) ?? '').trim();
}

async function expectTriedOut(page: Page): Promise<void> {
  const account = { email: newEmail(), password: PASSWORD };
  expect(await tryOut(page, '/auth/register', account)).toBe('201');
  expect(await tryOut(page, '/auth/login', account)).toBe('200');
  expect(await tryOut(page, '/auth/refresh')).toBe('200');
  expect(await tryOut(page, '/auth/logout')).toBe('204');
}

describeInBrowser()('The API page in a browser', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  describe('of a development service', () => {
    let service: Service;
    let port: number;

    beforeAll(async () => {
      port = await freePort();
      service = await startService({ PORT: String(port), PUBLIC_URL: undefined });
    });
    afterAll(() => service.stop());

    it.each(['localhost', '127.0.0.1'])('CK-02 sends requests with the cookie, at %s', async (host) => {
      const page = await browser.newPage();
      await page.goto(`http://${host}:${port}/docs`);
      await expectTriedOut(page);
      await screenshot(page, `docs-${host}`);
      await page.close();
    });
  });

  describe('behind nginx with TLS and a path prefix', () => {
    let service: Service;
    let front: ServerProcess;
    let url: string;

    beforeAll(async () => {
      const [port, own] = [await freePort(), await freePort()];
      url = `https://auth.shop.test:${port}/team/auth`;
      service = await startService({ PORT: String(own), PUBLIC_URL: url, TRUST_PROXY: '1' });
      front = await startHttpsFront({ port, service: own, host: 'auth.shop.test', prefix: '/team/auth' });
    });
    afterAll(async () => {
      front.stop();
      await Promise.all([front.ended(), service.stop()]);
    });

    it('CK-02 sends requests with the cookie to the prefix', async () => {
      const page = await browser.newPage();
      await page.goto(`${url}/docs`);
      expect(page.url()).toBe(`${url}/docs/`);
      await expectTriedOut(page);
      await screenshot(page, 'docs-prefix');
      await page.close();
    });
  });
});

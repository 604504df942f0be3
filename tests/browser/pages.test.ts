import type { Browser, BrowserContext } from 'playwright-core';
import { describeInBrowser, launchBrowser, screenshot } from '../support/browser/chromium.js';
import { FrontEnd } from '../support/browser/front-end.js';
import { startHttpsFront } from '../support/browser/https-front.js';
import { freePort } from '../support/free-port.js';
import type { ServerProcess } from '../support/servers/server-process.js';
import { type Service, startService } from '../support/service/service.js';

const OTHER_SITE = /^403 cross-site-request .*page on another site/;

describeInBrowser()('A page in a browser, behind nginx with TLS and a path prefix', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  describe.each(['strict', 'lax', 'none'])('with COOKIE_SAME_SITE=%s', (sameSite) => {
    let service: Service;
    let front: ServerProcess;
    let context: BrowserContext;
    let api: string;
    let origins: { sameSite: string; otherSite: string; notAllowed: string };

    beforeAll(async () => {
      const [port, own] = [await freePort(), await freePort()];
      api = `https://auth.shop.test:${port}/auth`;
      origins = {
        sameSite: `https://app.shop.test:${port}`,
        otherSite: `https://pages.other.test:${port}`,
        notAllowed: `https://evil.shop.test:${port}`,
      };
      service = await startService({
        PORT: String(own),
        PUBLIC_URL: api,
        ALLOWED_ORIGINS: `${origins.sameSite},${origins.otherSite}`,
        COOKIE_SAME_SITE: sameSite,
        TRUST_PROXY: '1',
      });
      front = await startHttpsFront({ port, service: own, host: 'auth.shop.test', prefix: '/auth' });
      const registration = await browser.newContext();
      const page = await FrontEnd.open(registration, origins.sameSite, api);
      expect(await page.press('Register')).toBe('201');
      await registration.close();
    });
    afterAll(async () => {
      front.stop();
      await Promise.all([front.ended(), service.stop()]);
    });

    beforeEach(async () => {
      context = await browser.newContext();
    });
    afterEach(() => context.close());

    /** Logs in, reloads, refreshes and logs out with the cookie. */
    async function expectCookieWorks(origin: string): Promise<FrontEnd> {
      const page = await FrontEnd.open(context, origin, api);
      expect(await page.press('Log in')).toBe('200');
      await page.reload();
      expect(await page.press('Refresh')).toBe('200');
      expect(await page.press('Profile')).toBe('200');
      expect(await page.press('Log out')).toBe('204');
      expect(await page.press('Refresh')).toMatch(/^401 missing-token/);
      return page;
    }

    it('CK-01 CK-06 of the same site logs in, refreshes and logs out', async () => {
      const { page } = await expectCookieWorks(origins.sameSite);
      await screenshot(page, `same-site-${sameSite}`);
    });

    it('CK-06 of another site does so with none, and is told why not with the others', async () => {
      if (sameSite === 'none') {
        const { page } = await expectCookieWorks(origins.otherSite);
        await screenshot(page, `other-site-${sameSite}`);
        return;
      }
      const page = await FrontEnd.open(context, origins.otherSite, api);
      expect(await page.press('Log in')).toMatch(OTHER_SITE);
      await screenshot(page.page, `other-site-${sameSite}`);
    });

    it('CK-02 of another site works with the token in the body', async () => {
      const page = await FrontEnd.open(context, origins.otherSite, api);
      expect(await page.press('Log in, token in the body')).toBe('200');
      expect(await page.press('Refresh with the body')).toBe('200');
      expect(await page.press('Log out')).toBe('204');
      expect(await page.press('Refresh with the body')).toMatch(/^401 invalid-refresh-token/);
    });

    it('CK-02 CK-05 that is not allowed reads nothing and logs nobody out, even on the same site', async () => {
      const page = await FrontEnd.open(context, origins.sameSite, api);
      expect(await page.press('Log in')).toBe('200');
      const evil = await FrontEnd.open(context, origins.notAllowed, api);
      expect(await evil.press('Refresh')).toBe('blocked by the browser');
      expect(await evil.press('Log in')).toBe('blocked by the browser');
      expect(await evil.press('Forge a log out')).toBe('blocked by the browser');
      await service.logBook.waitFor(({ path, status }) => path === '/auth/logout' && status === 403);
      expect(await page.press('Refresh')).toBe('200');
      await screenshot(evil.page, `not-allowed-${sameSite}`);
    });

    it('CK-05 reads why a request is refused before it is routed', async () => {
      const page = await FrontEnd.open(context, origins.sameSite, api);
      expect(await page.press('Large request')).toMatch(/^413 payload-too-large/);
    });
  });
});

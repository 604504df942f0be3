import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { describeOn, type NeededService } from '../needed-services.js';
import { findBinary } from '../servers/find-binary.js';
import { nginx } from '../topology/start-nginx.js';

/** The tests use an installed browser and download none. */
const browserService: NeededService = {
  name: 'browser',
  hint: 'install chromium, or set CHROMIUM_PATH to the file of a browser based on it',
};

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const binary = process.env['CHROMIUM_PATH'] || NAMES.map((name) => findBinary(name)).find(Boolean);

const openssl: NeededService = { name: 'openssl', hint: 'install openssl, which makes the certificate' };

/** `describe` for a suite with a browser, and nginx with TLS before the service. Without them it is skipped by name, or fails. */
export function describeInBrowser(): (name: string, body: () => void) => void {
  if (binary === undefined) return describeOn(browserService, false);
  if (findBinary('openssl') === undefined) return describeOn(openssl, false);
  return describeOn(nginx, nginx.binary !== undefined);
}

/** All names below `.test` lead to this machine. The certificate of the tests is accepted. */
export function launchBrowser(): Promise<Browser> {
  if (binary === undefined) throw new Error(`There is no browser: ${browserService.hint}.`);
  const args = ['--host-resolver-rules=MAP *.test 127.0.0.1', '--ignore-certificate-errors'];
  return chromium.launch({ executablePath: binary, args });
}

const SCREENSHOTS = 'reports/browser';

/** Keeps what the page looks like, for whoever wants to see it. */
export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
}

import type { BrowserContext, Page } from 'playwright-core';

/** The page of the tests, opened from some host. */
export class FrontEnd {
  private constructor(readonly page: Page) {}

  /** @param origin of the page */
  static async open(context: BrowserContext, origin: string, api: string): Promise<FrontEnd> {
    const page = await context.newPage();
    await page.goto(`${origin}/page.html?api=${encodeURIComponent(api)}`);
    return new FrontEnd(page);
  }

  /** Presses a button. Resolves to what the page then says, such as `200`. */
  async press(name: string): Promise<string> {
    const lines = this.page.locator('li');
    const line = lines.nth(await lines.count());
    await this.page.getByRole('button', { name, exact: true }).click();
    const text = (await line.textContent()) ?? '';
    return text.slice(`${name}: `.length).trim();
  }

  /** After a reload, the page has only what the browser keeps. */
  async reload(): Promise<void> {
    await this.page.reload();
  }
}

import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BROWSERS, openBrowser, type TestBrowser } from '../browsers/browser.ts';
import { Pages } from '../browsers/pages.ts';
import { buttonOf, press, waitForView } from '../browsers/view.ts';

/* Slow tools show their fields long before the page has loaded; some pages never have. */
let pages: Pages;
beforeAll(async () => {
  pages = await Pages.open();
});
afterAll(() => pages?.close());

const form = (text: string) => `<form method="post" action="/save" target="_blank">
  <textarea class="remark" name="r">${text}</textarea><button>Spara</button></form><input class="short-note" id="other">`;

describe.each(BROWSERS)('in %s, in a page that is still loading,', (name) => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await openBrowser(name);
  });
  afterAll(() => browser?.close());

  /** Opens a page of which `body` has come, and the end does not. */
  const open = async (body: string): Promise<Page> => {
    const address = pages.serveEndless(body);
    const page = await browser.newPage();
    page.goto(address).catch(() => {});
    await page.waitForSelector('button');
    return page;
  };
  /** Waits until the policy is known there: that needs no dictionary. */
  const isKnown = async (page: Page) => {
    await page.focus('#other');
    await waitForView(page, (v) => v.purpose);
  };
  const isLoading = (page: Page) => page.evaluate(() => document.readyState === 'loading');

  test('a note is read while it is typed', async () => {
    const page = await open(form(''));
    await page.type('textarea', 'förkyld');
    await waitForView(page, (v) => v.marks.length === 1 && v.chips.length === 1);
    expect(await isLoading(page)).toBe(true);
  });

  test('a note that was filled in before is asked about at once', async () => {
    const page = await open(form('förkyld'));
    await page.click('button');
    const { warning } = await waitForView(page, (v) => v.warning);
    expect(pages.posted).toEqual([]);
    await press(page, buttonOf(warning, 'Spara ändå'));
    await expect.poll(() => pages.posted).toEqual(['/save r=f%C3%B6rkyld']);
    expect(await isLoading(page)).toBe(true);
  });

  test('a script that sends the form waits for the answer', async () => {
    const page = await open(form('förkyld'));
    await isKnown(page);
    await page.evaluate(() => document.forms[0]?.submit());
    await waitForView(page, (v) => v.warning);
    expect(pages.posted).toEqual([]);
  });
});

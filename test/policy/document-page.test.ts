import axe from 'axe-core';
import fc from 'fast-check';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openChromium } from '../../demo/chromium.mjs';
import { builtInPolicy } from '../../src/policy/built-in.ts';
import { documentOf } from '../../src/policy/document.ts';
import { toHtml } from '../../src/policy/document-html.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { dressed, town } from './town.ts';

let context: BrowserContext;
let page: Page;
beforeAll(async () => {
  context = await openChromium({ extension: '' });
  page = await context.newPage();
});
afterAll(() => context?.close());

const open = (policy: Policy) => page.setContent(toHtml(documentOf(policy)));

describe.each([
  ['what is built in, in Swedish', builtInPolicy('sv')],
  ['what is built in, in English', builtInPolicy('en')],
  ['a town', town()],
])('the page of %s', (_, policy) => {
  test('has its language, its title, one first heading, and nothing in the way of anybody', async () => {
    await open(policy);
    expect(await page.title()).toBe(policy.name);
    expect(await page.getAttribute('html', 'lang')).toBe(policy.language);
    expect(await page.getByRole('heading', { level: 1 }).allTextContents()).toEqual([policy.name]);
    for (const scheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: scheme });
      expect(await problems()).toEqual([]);
    }
  });

  // Other sizes have their borders elsewhere.
  test.each([0.9, 1, 1.1])(
    'is printed on pages that tear nothing and have no heading at the foot, in size %s',
    async (scale) => {
      await open(policy);
      const { pairs, pages } = await printed(scale);
      expect(pages).toBeGreaterThan(4);
      expect(pairs.length).toBeGreaterThan(30);
      expect(pairs.filter(({ first, second }) => first !== second)).toEqual([]);
    },
  );

  test('fits the width of a telephone', async () => {
    await open(policy);
    await page.setViewportSize({ width: 320, height: 640 });
    const beyond = () => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    };
    expect(await page.evaluate(beyond)).toBe(0);
    await page.setViewportSize({ width: 1280, height: 900 });
  });
});

test('Chromium reads out of a page what the policy says, and no elements that it does not have', async () => {
  const signs = ['<b>', '</style>', '<script>x</script>', '&lt;', '"', "'", '<!--', '`', '\\'];
  const text = fc
    .array(fc.oneof(fc.constantFrom(...signs), fc.string({ unit: 'grapheme', maxLength: 4 })))
    .map((parts) => `x${parts.join('')}x`);
  await open(dressed(() => 'x'));
  const elements = await page.locator('*').count();
  for (const own of fc.sample(text, { numRuns: 15, seed: 4 })) {
    await open(dressed(() => own));
    expect(await page.locator('*').count(), own).toBe(elements);
    const heading = (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
    expect(shown(heading)).toBe(shown(own));
  }
});

/** A text without the spaces and control signs that need not be kept. */
const shown = (text: string) => text.replace(/[\s\p{C}]+/gu, '');

/** What axe finds wrong, as it names it. */
async function problems(): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}

/**
 * Prints the page, and tells on which sheets things lie that belong on one: a heading and what begins
 * below it, the first and last of a list of examples, of a row, of what is told of a field.
 */
async function printed(scale: number) {
  const names = await page.evaluate(() => {
    const pairs: string[] = [];
    const links = document.body.appendChild(document.createElement('p'));
    /** A pointer from inside the page makes Chromium write down where the place is printed. */
    const name = (element: Element) => {
      element.id ||= `place-${links.childElementCount}`;
      const link = links.appendChild(document.createElement('a'));
      link.href = `#${element.id}`;
      link.textContent = '.';
      return element.id;
    };
    const firstIn = (element: Element): Element =>
      element.firstElementChild ? firstIn(element.firstElementChild) : element;
    const lastIn = (element: Element): Element =>
      element.lastElementChild ? lastIn(element.lastElementChild) : element;
    const pair = (a: Element, b: Element, what: string) => {
      pairs.push([name(a), name(b), `${what}: ${a.textContent?.slice(0, 60)}`].join('\n'));
    };
    for (const heading of document.querySelectorAll('h1, h2, h3, h4, .label, caption')) {
      const next = heading.nextElementSibling;
      if (next) pair(heading, firstIn(next), 'heading');
    }
    for (const whole of document.querySelectorAll('.examples, .signature, tr, main section dl')) {
      pair(firstIn(whole), lastIn(whole), whole.tagName);
    }
    return pairs;
  });
  const pdf = (await page.pdf({ preferCSSPageSize: true, scale })).toString('latin1');
  const sheets = new Map<string, string>();
  for (const [, name, sheet] of pdf.matchAll(/\/([\w-]+) \[(\d+) 0 R \/XYZ/g)) {
    sheets.set(name as string, sheet as string);
  }
  const sheetOf = (name: string) => sheets.get(name) ?? `${name} is not printed`;
  const pairs = names.map((one) => {
    const [a = '', b = '', what] = one.split('\n');
    return { what, first: sheetOf(a), second: sheetOf(b) };
  });
  return { pairs, pages: pdf.match(/\/Type \/Page\b/g)?.length ?? 0 };
}

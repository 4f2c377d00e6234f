import { parse } from 'css-what';
import type { BrowserContext, Page } from 'playwright-core';
import { build, type Rollup } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openChromium } from '../../demo/chromium.mjs';
import { pagePattern, sitePattern } from '../../src/page/point/address.ts';

declare const fields: typeof import('../../src/page/point/fields.ts');
declare const picked: typeof import('../../src/page/point/picked.ts');

let context: BrowserContext;
let page: Page;

/** A module of the page as a script that lays down what it exports. */
async function scriptOf(name: string): Promise<string> {
  const entry = `src/page/point/${name}.ts`;
  const lib = { entry, formats: ['iife' as const], name };
  const built = await build({ configFile: false, logLevel: 'error', build: { write: false, lib } });
  const [{ output }] = built as [Rollup.RollupOutput];
  return `${output[0].code}\nglobalThis.${name} = ${name};`;
}

beforeAll(async () => {
  context = await openChromium({ extension: '' });
  page = await context.newPage();
  for (const name of ['fields', 'picked']) await page.addInitScript(await scriptOf(name));
  await page.goto('about:blank');
});
afterAll(() => context?.close());

/** What is made of the field with the attribute `pick` in a page. */
async function pick(html: string) {
  await page.setContent(html);
  return page.evaluate(() => {
    const field = fields.fieldAt(document.querySelector('[pick]')) as HTMLElement;
    const all = picked.pickedFrom(field, 'field');
    const { selector, choices, count, label } = all?.picked ?? {};
    return { selector: selector ?? choices, count, label, isIn: all?.fits.includes(field) };
  });
}

const rows = (row: (i: number, name: string) => string) =>
  ['Karin Ek', 'Ali Berg', 'Lo Sund'].map((name, i) => row(i, name)).join('');

describe('the selector of a field lasts, and fits the same field in every row', () => {
  test.each<[what: string, html: string, selector: string, fits: number, name: string]>([
    [
      'an id that says something',
      '<label for="lesson-comment">Lektionskommentar:</label><textarea pick id="lesson-comment"></textarea><textarea id="other"></textarea>',
      '#lesson-comment',
      1,
      'Lektionskommentar',
    ],
    [
      'a name before an id',
      '<input pick name="remark" id="x77" aria-label="Anmärkning"><input name="title">',
      '[name="remark"]',
      1,
      'Anmärkning',
    ],
    [
      'numbered names in a class list, with the heading of the column',
      `<table><thead><tr><th>Elev</th><th>Anmärkning</th></tr></thead><tbody>${rows((i, name) => `<tr><th>${name}</th><td><textarea ${i ? '' : 'pick'} name="remark-${i + 1}" aria-label="Anmärkning, ${name}"></textarea></td></tr>`)}</tbody></table><textarea name="comment"></textarea>`,
      '[name^="remark-"]',
      3,
      'Anmärkning',
    ],
    [
      'names with brackets',
      rows(
        (i, name) =>
          `<div><b>${name}</b><input name="students[${i}][name]"><input ${i ? '' : 'pick'} name="students[${i}][comment]" placeholder="Kommentar"></div>`,
      ),
      '[name^="students["][name$="][comment]"]',
      3,
      'Kommentar',
    ],
    [
      'UUIDs in names',
      rows(
        (i) =>
          `<p><textarea ${i ? '' : 'pick'} name="note_550e8400-e29b-41d4-a716-44665544000${i}"></textarea></p>`,
      ),
      '[name^="note_"]',
      3,
      '',
    ],
    [
      'WebForms ids in a grid',
      `<table>${rows((i, name) => `<tr><td>${name}</td><td><input type="text" ${i ? '' : 'pick'} id="ctl00_Main_grid_ctl0${i + 3}_txtRemark"></td></tr>`)}</table>`,
      '[id$="_txtRemark"]',
      3,
      '',
    ],
    [
      'WebForms names',
      '<input type="text" pick name="ctl00$Main$txtRemark" id="ctl00_Main_txtRemark"><input type="text" name="ctl00$Main$txtTitle">',
      '[name$="$txtRemark"]',
      1,
      '',
    ],
    [
      'JSF',
      '<textarea pick name="form:j_idt45:remark"></textarea><textarea name="form:j_idt45:title"></textarea>',
      '[name$=":remark"]',
      1,
      '',
    ],
    [
      'APEX',
      '<textarea pick name="P12_REMARK"></textarea><textarea name="P12_TITLE"></textarea>',
      '[name$="_REMARK"]',
      1,
      '',
    ],
    [
      'Ember, by its class',
      '<textarea pick id="ember123" class="ember-view remark-text"></textarea><textarea id="ember124" class="ember-view title-text"></textarea>',
      '.remark-text',
      1,
      '',
    ],
    [
      'React, by its label',
      '<label for=":r1:">Kommentar</label><textarea pick id=":r1:" class="css-1x2y3z" aria-label="Kommentar"></textarea><textarea id=":r2:" class="css-1x2y3z" aria-label="Rubrik"></textarea>',
      '[aria-label="Kommentar"]',
      1,
      'Kommentar',
    ],
    [
      'a test id before all',
      '<textarea pick data-testid="absence-note" id="a1" name="text"></textarea>',
      '[data-testid="absence-note"]',
      1,
      '',
    ],
    [
      'CSS modules',
      '<textarea pick class="Note_text__3kX2a"></textarea><textarea class="Title_text__9fK1b"></textarea>',
      '[class*="Note_text__"]',
      1,
      '',
    ],
    [
      'utility classes only, in a form with a name',
      '<form id="absence"><textarea pick class="w-full p-2 border rounded-md"></textarea></form><form id="lesson"><textarea class="w-full p-2 border rounded-md"></textarea></form>',
      '#absence textarea',
      1,
      '',
    ],
    [
      'Bootstrap, by what is around it',
      '<div class="form-group note-area"><textarea pick class="form-control"></textarea></div><div class="form-group title-area"><textarea class="form-control"></textarea></div>',
      '.note-area textarea',
      1,
      '',
    ],
    [
      'Angular',
      '<textarea pick class="ng-untouched ng-pristine ng-valid" formcontrolname="lessonComment"></textarea><textarea formcontrolname="title"></textarea>',
      '[formcontrolname="lessonComment"]',
      1,
      '',
    ],
    [
      'a numbered field of a form maker: this one only',
      '<ul><li><label for="Field1">Namn</label><textarea id="Field1" name="Field1"></textarea></li><li><label for="Field2">Anmärkning</label><textarea pick id="Field2" name="Field2"></textarea></li></ul>',
      '[name="Field2"]',
      1,
      'Anmärkning',
    ],
    [
      'rows without any names',
      `<div class="students">${rows((i, name) => `<div><span>${name}</span><textarea ${i ? '' : 'pick'} class="css-1x2y3z"></textarea></div>`)}</div><div class="extra"><textarea></textarea></div>`,
      '.students textarea',
      3,
      '',
    ],
    [
      'names of pupils in the ids: the class, and no pupil',
      `<table><tr><th>Elev</th><th>Anm.</th></tr>${rows((i, name) => `<tr><td>${name}</td><td><textarea ${i ? '' : 'pick'} class="remark" id="remark${name.split(' ')[0]}"></textarea></td></tr>`)}</table>`,
      '.remark',
      3,
      'Anm.',
    ],
    [
      'nothing at all: by its place',
      '<div><div><textarea></textarea></div><div><p><textarea pick></textarea></p></div><div><textarea></textarea></div></div>',
      'body > div > div:nth-of-type(2) > p > textarea',
      1,
      '',
    ],
    [
      'an editor',
      '<div class="ql-container ql-snow"><div pick class="ql-editor" contenteditable="true" data-placeholder="Skriv här"><p>Hej</p></div></div><div class="ql-clipboard" contenteditable="true"></div>',
      '.ql-editor',
      1,
      'Skriv här',
    ],
    [
      'a drop-down list in each row',
      `<table><thead><tr><th>Elev</th><th>Orsak</th></tr></thead>${rows((i, name) => `<tr><td>${name}</td><td><select ${i ? '' : 'pick'} name="reason[${i}]"><option>Sjuk</option></select></td></tr>`)}</table>`,
      '[name^="reason["]',
      3,
      'Orsak',
    ],
    [
      'radio buttons, by their label',
      '<fieldset><legend>Frånvaro</legend><label><input type="radio" name="absence" value="1">Sjuk</label><label pick><input type="radio" name="absence" value="2">Ledig</label></fieldset>',
      '[name="absence"]',
      2,
      'Frånvaro',
    ],
    [
      'a hidden twin with the same name',
      '<input type="hidden" name="comment"><textarea pick name="comment"></textarea>',
      'textarea[name="comment"]',
      1,
      '',
    ],
    [
      'signs that a selector has to escape',
      '<textarea pick id="note.text:a"></textarea><textarea id="b"></textarea>',
      '#note\\.text\\:a',
      1,
      '',
    ],
    [
      'quotes in a label',
      '<textarea pick aria-label="Vad &quot;hände&quot;?"></textarea><textarea></textarea>',
      '[aria-label="Vad \\"hände\\"?"]',
      1,
      'Vad "hände"?',
    ],
    [
      'a grid of roles',
      `<div role="grid"><div role="row"><div role="columnheader">Elev</div><div role="columnheader">Notering</div></div>${rows((i, name) => `<div role="row"><div role="gridcell">${name}</div><div role="gridcell"><input ${i ? '' : 'pick'} id="mui-${i + 7}"></div></div>`)}</div>`,
      'input',
      3,
      'Notering',
    ],
  ])('%s', async (_, html, selector, fits, name) => {
    const told = await pick(html);
    expect(told).toEqual({ selector, count: fits, isIn: true, label: name });
    expect(parse(selector).length).toBe(1);
  });

  test('inside a shadow root there is none', async () => {
    await page.setContent('<my-field></my-field>');
    const selection = await page.evaluate(() => {
      const root = document.querySelector('my-field')?.attachShadow({ mode: 'open' });
      const field = root?.appendChild(document.createElement('textarea')) as HTMLElement;
      return picked.pickedFrom(field, 'field');
    });
    expect(selection).toBeNull();
  });

  test('a page of 600 fields is read while the pointer moves', async () => {
    const list = Array.from(
      { length: 300 },
      (_, i) =>
        `<tr><td>Elev ${i}</td><td><input id="a-${i}x9k"></td><td><textarea ${i === 150 ? 'pick' : ''} class="css-1x2y3z"></textarea></td></tr>`,
    );
    await page.setContent(`<table><tbody>${list.join('')}</tbody></table>`);
    const spent = await page.evaluate(() => {
      const field = document.querySelector('[pick]') as HTMLElement;
      const start = performance.now();
      const all = picked.pickedFrom(field, 'field');
      return { time: performance.now() - start, fits: all?.fits.length };
    });
    expect(spent.fits).toBe(300);
    expect(spent.time).toBeLessThan(1500);
  });
});

test.each([
  ['https://web.skola24.se/lektion', 'https://web.skola24.se/lektion*'],
  ['https://x.se/lektion/4711/elev/12', 'https://x.se/lektion/*/elev/*'],
  ['https://x.se:8443/Lesson.aspx?id=4', 'https://x.se/Lesson.aspx*'],
  ['https://x.se/a/550e8400-e29b-41d4-a716-446655440000/note', 'https://x.se/a/*/note*'],
  ['https://x.se/(S(ab1))/note', 'https://x.se/*/note*'],
  ['https://x.se/', 'https://x.se/*'],
  ['https://x.se/v2/start#/pupil/3', 'https://x.se/v2/start*'],
])('of %s the pages of the same kind are %s', (address, pattern) => {
  expect(pagePattern(address)).toBe(pattern);
});

test('all of a site has no port and no path', () => {
  expect(sitePattern('http://127.0.0.1:8465/lektion?x=1')).toBe('http://127.0.0.1/*');
});

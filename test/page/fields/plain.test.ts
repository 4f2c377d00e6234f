import { expect } from 'vitest';
import { waitForView } from '../../browsers/view.ts';
import { open, type Row } from './row.ts';
import { tryFields } from './table.ts';

const area = (name: string, attributes = '', more: Partial<Row> = {}): Row => ({
  name,
  html: `<form><textarea class="note" rows="4" cols="60" ${attributes}></textarea></form>`,
  field: 'textarea',
  ...more,
});

const input = (name: string, type: string): Row => ({
  name,
  html: `<form onsubmit="return false"><input class="note" size="60" ${type}></form>`,
  field: 'input',
  lines: false,
});

tryFields('Plain fields', [
  area('textarea'),
  input('input, type text', 'type="text"'),
  input('input, type search', 'type="search"'),
  input('input without a type', ''),
  input('input of an unknown type', 'type="anteckning"'),
  area('spellcheck=false', 'spellcheck="false"'),
  area('with the focus from the start', 'autofocus', { click: false }),
  area('added after the page has loaded', '', {
    html: '<main></main>',
    before: async (page) => {
      await page.evaluate(() => {
        const late = document.createElement('textarea');
        late.className = 'note';
        late.cols = 60;
        document.querySelector('main')?.append(late);
      });
    },
  }),
  area('hidden, then shown', 'hidden', {
    before: async (page) => {
      await page.$eval('textarea', (field) => field.removeAttribute('hidden'));
    },
  }),
  area('read-only, then editable', 'readonly', {
    before: async (page) => {
      await page.click('textarea');
      await page.keyboard.type('förkyld');
      await page.$eval('textarea', (field) => {
        (field as HTMLTextAreaElement).readOnly = false;
      });
    },
  }),
  area('in a row that is added to a table', '', {
    html: `<table><tbody><tr><td>Alva</td><td></td></tr></tbody></table><button type="button">Ny rad</button><script>
      document.querySelector('button').onclick = () => {
        document.querySelector('tbody').insertRow().innerHTML = '<td>Bo</td><td><textarea class="note" cols="50"></textarea></td>';
      };
    </script>`,
    before: (page) => page.click('button'),
  }),
  area('larger than the screen', 'style="width: 1700px; height: 1400px"'),
  area('below the fold', '', {
    html: '<div style="height: 3000px"></div><textarea class="note" cols="60"></textarea><div style="height: 3000px"></div>',
  }),
  area('disabled: is left alone', '', {
    html: '<textarea class="note" disabled>Hon var förkyld igen</textarea><textarea class="note" id="other"></textarea>',
    async use(page, url, row) {
      const frame = await open(page, url, row);
      await frame.click('textarea');
      await page.click('#other');
      await page.keyboard.type('förkyld');
      const { chips } = await waitForView(page, (view) => view.marks.length === 1);
      expect(chips.length).toBe(1);
    },
  }),
  {
    name: 'contenteditable',
    html: '<div class="note" contenteditable></div>',
    field: '.note',
  },
  {
    name: 'contenteditable, text as it is typed (white-space: pre-wrap)',
    html: '<div class="note" contenteditable style="white-space: pre-wrap"></div>',
    field: '.note',
  },
  {
    name: 'contenteditable=plaintext-only',
    html: '<div class="note" contenteditable="plaintext-only"></div>',
    field: '.note',
  },
]);

import type { Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { buttonOf, press, waitForView } from '../../browsers/view.ts';
import { open, pressAltEnter, type Row, wordsIn } from './row.ts';
import { tryFields } from './table.ts';

/** A list to choose from, with what a page under test says of it. */
interface Choice {
  name: string;
  html: string;
  /** The field, which has the focus when the choice is made. */
  field: string;
  /** Chooses "Sjuk" as a person does. */
  choose(page: Page): Promise<void>;
  /** What has been chosen, as an expression in the page. */
  chosen: string;
  /** What is marked: where the words stand, or the list. */
  marked: string;
  /** What stands there before and after. */
  values: [string, string];
  /** False where the option is not in the page while the list is closed. */
  offered?: boolean;
}

const choice = ({ name, html, field, ...more }: Choice): Row => ({
  name,
  html,
  field,
  async use(page, url, row) {
    const { choose, chosen, marked, values, offered = true } = more;
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    const frame = await open(page, url, row);
    await choose(page);
    // It is read by its label, and marked where that is shown.
    await expect.poll(() => page.evaluate(chosen)).toBe(values[0]);
    await waitForView(page, (view) => view.marks.length === 1 && view.chips.length === 1);
    const distance = async () => {
      const { marks } = await waitForView(page, (view) => view.marks.length === 1);
      const isTyped = row.field === 'input';
      const words = isTyped
        ? await frame.$eval('input', wordsIn, 'Sjuk')
        : await frame.$eval(marked, boxOf);
      const mark = marks[0]?.box;
      const off = mark && words && [mark.x - words.x, mark.width - words.width];
      return off?.every((pixels) => Math.abs(pixels) <= 1) || `off by ${off}`;
    };
    await expect.poll(distance).toBe(true);
    await pressAltEnter(page);
    const { card } = await waitForView(page, (view) => view.card?.box.width);
    expect(card?.label).toContain('Sjuk');
    const names = card?.buttons.map((button) => button.name);
    expect(names?.includes('Anmäld frånvaro')).toBe(offered);
    // What the list does not have is never offered.
    const own = ['Låt stå', 'Fel markerat?', 'Stäng'];
    expect(names?.filter((other) => !['Anmäld frånvaro', ...own].includes(other))).toEqual([]);
    if (offered) {
      await press(page, buttonOf(card, 'Anmäld frånvaro'));
      await expect.poll(() => page.evaluate(chosen)).toBe(values[1]);
      await waitForView(page, (view) => view.marks.length === 0 && !view.card);
    }
    expect(await page.evaluate(() => document.body.innerHTML)).not.toMatch(/saklig/i);
    expect(errors).toEqual([]);
  },
});

/** The box of the words in an element, or of a control itself. Runs in the page. */
function boxOf(element: Element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  const isText = element.childElementCount === 0 && element.localName !== 'option';
  const words = isText ? range : element;
  const { x, y, width, height } = words.getBoundingClientRect();
  return { x, y, width, height };
}

const OPTIONS = ['Närvarande', 'Anmäld frånvaro', 'Sjuk'];
const options = OPTIONS.map((label) => `<option>${label}</option>`).join('');
const items = OPTIONS.map((label, i) => `<li role="option" id="o${i}">${label}</li>`).join('');
const STYLE = '<style>ul { width: 200px; padding: 4px 12px; list-style: none }</style>';

/** A list as pages make them: options are chosen by a click, or by the keys while it has the focus. */
const LISTBOX = `${STYLE}<ul class="choice" role="listbox" tabindex="0" aria-label="Orsak">${items}</ul><script>
  const list = document.querySelector('[role=listbox]');
  const options = [...list.children];
  const several = location.pathname.includes('flera');
  if (several) list.setAttribute('aria-multiselectable', 'true');
  let picked = [];
  const choose = (option) => {
    picked = !several ? [option] : picked.includes(option) ? picked.filter((o) => o !== option) : [...picked, option];
    for (const one of options) one.setAttribute('aria-selected', String(picked.includes(one)));
  };
  list.addEventListener('click', (event) => {
    const option = event.target.closest('[role=option]');
    if (option) choose(option);
  });
  globalThis.chosen = () => options.filter((o) => picked.includes(o)).map((o) => o.textContent).join();
</script>`;

/** A button with a list that opens below it; `inPage`: the list is there while it is closed, too. */
const combobox = (inPage: boolean) => `${STYLE}
<div class="choice" role="combobox" tabindex="0" aria-label="Orsak" aria-controls="popup" aria-expanded="false" style="width: 200px">Närvarande</div>
<div id="place"></div><script>
  const box = document.querySelector('[role=combobox]');
  const place = document.querySelector('#place');
  const popup = '<ul role="listbox" id="popup">${items}</ul>';
  const open = () => { place.innerHTML = popup; place.hidden = false; };
  const close = () => { place.hidden = true; if (!${inPage}) place.innerHTML = ''; };
  open();
  close();
  box.addEventListener('click', open);
  // The option takes the pointer before the box loses the focus, as such lists do.
  place.addEventListener('mousedown', (event) => event.preventDefault());
  place.addEventListener('click', (event) => {
    const option = event.target.closest('[role=option]');
    if (!option) return;
    box.textContent = option.textContent;
    close();
  });
  globalThis.chosen = () => box.textContent;
</script>`;

const COMBO_INPUT = `${STYLE}
<form><input class="choice" role="combobox" aria-label="Orsak" aria-owns="popup" autocomplete="off"></form>
<ul role="listbox" id="popup">${items}</ul><script>
  const input = document.querySelector('input');
  const popup = document.querySelector('#popup');
  popup.addEventListener('mousedown', (event) => {
    event.preventDefault();
    const option = event.target.closest('[role=option]');
    if (option) input.value = option.textContent;
  });
  globalThis.chosen = () => input.value;
</script>`;

tryFields(
  'Choices',
  [
    {
      name: 'select',
      html: `<select class="choice">${options}</select>`,
      field: 'select',
      choose: (page: Page) => typeInto(page, 'select'),
      chosen: 'document.querySelector("select").value',
      marked: 'select',
      values: ['Sjuk', 'Anmäld frånvaro'] as [string, string],
    },
    {
      name: 'select, several at once',
      html: `<select class="choice" multiple size="4">${options}</select>`,
      field: 'select',
      async choose(page: Page) {
        await page.click('option:nth-child(1)');
        await page.keyboard.down('Control');
        await page.click('option:nth-child(3)');
        await page.keyboard.up('Control');
      },
      chosen: '[...document.querySelector("select").selectedOptions].map((o) => o.value).join()',
      marked: 'option:nth-child(3)',
      values: ['Närvarande,Sjuk', 'Närvarande,Anmäld frånvaro'] as [string, string],
    },
    {
      name: 'radio buttons',
      html: OPTIONS.map(
        (label) =>
          `<label><input class="choice" type="radio" name="r" value="${label}"> ${label}</label>`,
      ).join(' '),
      field: 'label:nth-of-type(3) input',
      choose: (page: Page) => page.click('label:nth-of-type(3) input'),
      chosen: 'document.querySelector("input:checked")?.value',
      marked: 'label:nth-of-type(3)',
      values: ['Sjuk', 'Anmäld frånvaro'] as [string, string],
    },
    {
      name: 'ARIA listbox',
      html: LISTBOX,
      field: '[role=listbox]',
      choose: (page: Page) => page.click('#o2'),
      chosen: 'chosen()',
      marked: '#o2',
      values: ['Sjuk', 'Anmäld frånvaro'] as [string, string],
    },
    {
      name: 'ARIA listbox, flera (aria-multiselectable)',
      html: LISTBOX,
      field: '[role=listbox]',
      async choose(page: Page) {
        await page.click('#o0');
        await page.click('#o2');
      },
      chosen: 'chosen()',
      marked: '#o2',
      values: ['Närvarande,Sjuk', 'Närvarande,Anmäld frånvaro'] as [string, string],
    },
    {
      name: 'ARIA combobox, its list in the page (aria-controls)',
      html: combobox(true),
      field: '[role=combobox]',
      choose: chooseInPopup,
      chosen: 'chosen()',
      marked: '[role=combobox]',
      values: ['Sjuk', 'Anmäld frånvaro'] as [string, string],
    },
    {
      name: 'ARIA combobox, its list only while it is open: read, and nothing offered',
      html: combobox(false),
      field: '[role=combobox]',
      choose: chooseInPopup,
      chosen: 'chosen()',
      marked: '[role=combobox]',
      values: ['Sjuk', ''] as [string, string],
      offered: false,
    },
    {
      name: 'ARIA combobox, an input (aria-owns)',
      html: COMBO_INPUT,
      field: 'input',
      choose: (page: Page) => typeInto(page, 'input'),
      chosen: 'chosen()',
      marked: 'input',
      values: ['Sjuk', 'Anmäld frånvaro'] as [string, string],
    },
  ].map(choice),
);

async function typeInto(page: Page, field: string): Promise<void> {
  await page.focus(field);
  await page.keyboard.type('Sjuk');
}

async function chooseInPopup(page: Page): Promise<void> {
  await page.click('[role=combobox]');
  await page.click('#o2');
}

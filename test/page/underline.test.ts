import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { type Box, buttonOf, press, readView, waitForView } from '../../demo/view.mjs';
import { type, useSchool } from './school.ts';

const school = useSchool();
const categories = (view: Awaited<ReturnType<typeof readView>>) =>
  view.marks.map((m) => m.category);

describe('while a note is typed', () => {
  test('both phrases are underlined, and the chip counts them', async () => {
    const page = await school.open('/lektion');
    await type(page, '.remark', 'förkyld, var på vårdcentralen');
    const view = await waitForView(page, (v) => v.marks.length === 2);
    expect(view.marks.map((m) => m.finding)).toEqual(['health-detail', 'care-contact']);
    expect(view.chips.map((chip) => chip.name)).toEqual([expect.stringMatching(/^2 /)]);
  });

  test.each([
    ['spelat bra handboll', ['judgement']],
    ['förkyld', ['health']],
    ['följde med kompis till vårdcentralen', ['health']],
    [
      'sitter på golvet och tjafsar jättelänge om vems pennan är, som HON tagit. Det var XX:s och det visste du ju hela tiden!!! SKÄRPNING',
      ['judgement', 'offensive', 'identity'],
    ],
  ])('“%s” is flagged', async (note, expected) => {
    const page = await school.open('/kommentar');
    await type(page, '#pupil-comment', note);
    const view = await waitForView(page, (v) =>
      expected.every((category) => categories(v).includes(category)),
    );
    expect(view.chips).toHaveLength(1);
  });

  test.each(['Anmäld frånvaro', 'kom 08.25, bussen försenad', 'prov i Idrott och hälsa på fredag'])(
    '“%s” is not',
    async (note) => {
      const page = await school.open('/lektion');
      await type(page, '.remark', `förkyld ${note}`);
      await waitForView(page, (v) => v.marks.length === 1);
      await page.locator('.remark').first().fill(note);
      const view = await waitForView(page, (v) => v.marks.length === 0);
      expect(view.chips).toEqual([]);
    },
  );

  test.each([
    'width: 100%',
    'width: 100%; height: 24px; padding: 0 2px',
    'position: fixed; left: 0; bottom: 0; width: 100%',
  ])(
    'at a full field of one line (%s) the chip lies over no word, name or button',
    async (style) => {
      const page = await school.open('/lektion');
      const field = page.locator('.short-note');
      await field.evaluate((own, css) => {
        own.style.cssText = css;
        // What comes before it, as close as tools put things.
        const [name] = (own as HTMLInputElement).labels ?? [];
        if (name) name.style.cssText = 'display: block; text-align: right; margin: 0';
      }, style);
      await field.fill(`${'Räknade uppgift 1–12 på sidan 34. '.repeat(6)}Var sedan förkyld`);
      await field.press('End');
      const { chips } = await waitForView(page, (v) => v.marks.length > 0 && v.chips.length === 1);
      const { x, y, width, height } = (chips[0] as { box: Box }).box;
      const covered = await page.evaluate(
        ([left, top, right, bottom]) => {
          const range = document.createRange();
          const boxes = [...document.querySelectorAll('input, label, button, textarea')].flatMap(
            (one) => {
              range.selectNodeContents(one);
              const shown = one.matches('label') ? range : one;
              return [...shown.getClientRects()].map((box) => ({
                box,
                name: one.textContent || one.className,
              }));
            },
          );
          return boxes.flatMap(({ box, name }) => {
            const isApart =
              box.right <= left || box.left >= right || box.bottom <= top || box.top >= bottom;
            return isApart ? [] : [name];
          });
        },
        [x, y, x + width, y + height] as const,
      );
      expect(covered).toEqual([]);
      const size = page.viewportSize() ?? { width: 0, height: 0 };
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + width).toBeLessThanOrEqual(size.width);
      expect(y + height).toBeLessThanOrEqual(size.height);
    },
  );

  test('nothing is shown but what the field is for while all is well', async () => {
    const page = await school.open('/lektion');
    await type(page, '.remark', 'kom 08.25');
    const view = await waitForView(page, (v) => v.purpose);
    expect([view.marks, view.chips, view.card]).toEqual([[], [], null]);
    await page.locator('nav a').first().focus();
    await waitForView(page, (v) => !v.purpose);
  });
});

describe('the marks lie under the words', () => {
  /** A field whose letters are all equally wide, so that places can be told by counting. */
  async function counted(page: Page, style: string) {
    const field = page.locator('.remark').first();
    await field.evaluate((e, css) => {
      e.style.cssText = `font:16px/24px monospace;width:400px;height:120px;${css}`;
    }, style);
    const advance = await page.evaluate(() => {
      const ruler = document.createElement('span');
      ruler.style.cssText = 'font:16px/24px monospace;position:absolute;white-space:pre';
      ruler.textContent = 'x'.repeat(100);
      document.body.append(ruler);
      const width = ruler.getBoundingClientRect().width / 100;
      ruler.remove();
      return width;
    });
    const place = () =>
      field.evaluate((e) => {
        const { left, top } = e.getBoundingClientRect();
        const style = getComputedStyle(e);
        const px = Number.parseFloat;
        return {
          x: left + px(style.borderLeftWidth) + px(style.paddingLeft) - e.scrollLeft,
          y: top + px(style.borderTopWidth) + px(style.paddingTop) - e.scrollTop,
        };
      });
    return { field, advance, place };
  }

  async function expectAt(page: Page, x: () => Promise<number>, y: () => Promise<number>) {
    const near = async () => {
      const [mark] = (await readView(page)).marks;
      return mark
        ? Math.max(
            Math.abs(mark.box.x - (await x())),
            Math.abs(mark.box.y + mark.box.height / 2 - (await y())),
          )
        : 99;
    };
    await expect.poll(near, { timeout: 5000, interval: 20 }).toBeLessThan(1.5);
  }

  test.each([
    'padding:0;border:0',
    'padding:7px 13px;border:5px solid',
    'box-sizing:content-box;padding:3px',
  ])('with %s', async (style) => {
    const page = await school.open('/lektion');
    const { advance, place } = await counted(page, style);
    await type(page, '.remark', 'en rad\noch hon är förkyld');
    await waitForView(page, (v) => v.marks.length === 1);
    await expectAt(
      page,
      async () => (await place()).x + 11 * advance,
      async () => (await place()).y + 36,
    );
  });

  test('in the scrolled field, the scrolled page, and a field made larger', async () => {
    const page = await school.open('/lektion');
    const { field, advance, place } = await counted(page, '');
    await type(page, '.remark', `${'rad\n'.repeat(8)}förkyld idag${'\nrad'.repeat(4)}`);
    await waitForView(page, (v) => v.marks.length === 1);
    const here = () =>
      expectAt(
        page,
        async () => (await place()).x,
        async () => (await place()).y + 8 * 24 + 12,
      );
    await field.evaluate((e) => e.scrollTo(0, 150));
    await here();
    await page.evaluate(() => scrollTo(0, 60));
    await here();
    await field.evaluate((e) => {
      e.style.height = '300px';
      e.style.width = '300px';
    });
    await here();
    expect(advance).toBeGreaterThan(5);
  });

  test('words that are scrolled out of the field have no mark', async () => {
    const page = await school.open('/lektion');
    const { field } = await counted(page, '');
    await type(page, '.remark', `förkyld${'\nrad'.repeat(12)}`);
    await waitForView(page, (v) => v.chips.length === 1 && v.marks.length === 0);
    await field.evaluate((e) => e.scrollTo(0, 0));
    await waitForView(page, (v) => v.marks.length === 1);
  });

  test('in a one-line input, scrolled sideways', async () => {
    const page = await school.open('/lektion');
    const input = page.locator('.short-note');
    await input.evaluate((e) => {
      e.style.cssText = 'font:16px/24px monospace;width:200px';
    });
    await type(page, '.short-note', 'en lång rad som inte får plats, förkyld');
    const view = await waitForView(page, (v) => v.marks.length === 1);
    const box = await input.boundingBox();
    const [mark] = view.marks;
    expect(mark?.box.x).toBeGreaterThan(box?.x ?? 0);
    expect((mark?.box.x ?? 0) + (mark?.box.width ?? 0)).toBeLessThanOrEqual(
      (box?.x ?? 0) + (box?.width ?? 0),
    );
    expect(
      Math.abs(
        (mark?.box.y ?? 0) + (mark?.box.height ?? 0) / 2 - ((box?.y ?? 0) + (box?.height ?? 0) / 2),
      ),
    ).toBeLessThan(2);
  });

  test('at another zoom', async () => {
    const page = await school.open('/lektion');
    const { advance, place } = await counted(page, '');
    await type(page, '.remark', 'hon är förkyld');
    await waitForView(page, (v) => v.marks.length === 1);
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Emulation.setDeviceMetricsOverride', {
      width: 853,
      height: 600,
      deviceScaleFactor: 1.5,
      mobile: false,
    });
    await expectAt(
      page,
      async () => (await place()).x + 7 * advance,
      async () => (await place()).y + 12,
    );
  });
});

describe('the card', () => {
  test('opens where the caret is put, with the school’s sentence, and closes on Escape and on typing', async () => {
    const page = await school.open('/lektion');
    await type(page, '.remark', 'förkyld');
    const { marks } = await waitForView(page, (v) => v.marks.length === 1);
    const box = marks[0]?.box ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.click(box.x + 20, box.y + 8);
    const { card } = await waitForView(page, (v) => v.card);
    expect(card?.text).toContain('Skriv inget om hälsa');
    expect(card?.box.y).toBeGreaterThanOrEqual(box.y + box.height);
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('remark');
    await page.keyboard.press('Escape');
    await waitForView(page, (v) => !v.card);
    await page.mouse.click(box.x + 20, box.y + 8);
    await waitForView(page, (v) => v.card);
    await page.keyboard.type('a');
    await waitForView(page, (v) => !v.card);
  });

  test('opens under a resting pointer, and closes when the pointer has left', async () => {
    const page = await school.open('/lektion');
    await type(page, '.remark', 'förkyld');
    const { marks } = await waitForView(page, (v) => v.marks.length === 1);
    const box = marks[0]?.box ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.move(box.x + 10, box.y + 8);
    const { card } = await waitForView(page, (v) => v.card);
    await page.mouse.move((card?.box.x ?? 0) + 20, (card?.box.y ?? 0) + 20);
    await page.mouse.move(5, 5);
    await waitForView(page, (v) => !v.card);
  });

  test('replaces the phrase by keyboard alone, and undo takes it back', async () => {
    const page = await school.open('/lektion');
    await type(page, '.remark', 'kom sent, förkyld');
    await waitForView(page, (v) => v.marks.length === 1);
    await page.keyboard.press('Alt+Enter');
    await waitForView(page, (v) => v.card);
    await page.keyboard.press('Enter');
    const value = () => page.locator('.remark').first().inputValue();
    await expect.poll(value).toBe('kom sent, anmäld frånvaro');
    await waitForView(page, (v) => v.marks.length === 0 && !v.card);
    await page.keyboard.press('Control+z');
    await expect.poll(value).toBe('kom sent, förkyld');
    await waitForView(page, (v) => v.marks.length === 1);
  });

  test('one finding after the other is stepped to in it, and Escape leads back to the field', async () => {
    const page = await school.open('/lektion');
    await type(page, '.remark', 'förkyld, var på vårdcentralen. Är lat.');
    let view = await waitForView(page, (v) => v.marks.length === 3);
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('Alt+Enter');
    view = await waitForView(page, (v) => v.card?.label.includes('förkyld'));
    await press(page, buttonOf(view.card, 'Nästa'));
    view = await waitForView(page, (v) => v.card?.label.includes('vårdcentralen'));
    // The last one has nothing to put in its place: the focus stays in the card all the same.
    await press(page, buttonOf(view.card, 'Nästa'));
    await waitForView(page, (v) => v.card?.label.includes('lat'));
    await page.keyboard.press('Escape');
    await waitForView(page, (v) => !v.card);
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('remark');
  });
});

describe('the page', () => {
  test('holds nothing of ours in its body, and cannot look into what is beside it', async () => {
    const page = await school.open('/lektion');
    const before = await page.evaluate(() => document.body.innerHTML);
    await type(page, '.remark', 'förkyld');
    await waitForView(page, (v) => v.marks.length === 1);
    expect(await page.evaluate(() => document.body.innerHTML)).toBe(before);
    expect(await page.evaluate(() => document.querySelector('saklig-view')?.shadowRoot)).toBeNull();
    expect(await page.evaluate(() => 'sakligDictionaries' in globalThis)).toBe(false);
  });

  test('finds, reads and presses nothing of ours, whatever it tries', async () => {
    const page = await school.open('/lektion');
    const state = () =>
      page.evaluate(() => ({
        body: document.body.innerHTML,
        forms: [...document.forms].map((form) => [...new FormData(form)].join('&')),
        globals: Object.getOwnPropertyNames(globalThis).filter((name) => /saklig/i.test(name)),
        sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
        highlights: CSS.highlights.size,
        resources: performance
          .getEntriesByType('resource')
          .filter(({ name }) => name.includes('extension')).length,
      }));
    await type(page, '.remark', 'förkyld');
    const { chips } = await waitForView(page, (v) => v.marks.length === 1 && v.chips.length === 1);
    const box = chips[0]?.box ?? { x: 0, y: 0, width: 0, height: 0 };
    const found = await page.evaluate(
      ([x, y]) => {
        const own = [...document.querySelectorAll('saklig-view')] as HTMLElement[];
        const at = document.elementFromPoint(x as number, y as number) as HTMLElement;
        for (const element of [...own, at]) {
          for (const type of ['pointerdown', 'mousedown', 'click', 'keydown']) {
            element.dispatchEvent(
              new MouseEvent(type, {
                bubbles: true,
                composed: true,
                clientX: x,
                clientY: y,
              } as never),
            );
          }
          element.click();
          element.focus();
        }
        // Of a key that somebody hears the page would know that there is a remark.
        const field = document.querySelector('.remark');
        const isHeard = ['Enter', 'Escape'].some(
          (key) =>
            !field?.dispatchEvent(
              new KeyboardEvent('keydown', {
                key,
                altKey: key === 'Enter',
                bubbles: true,
                cancelable: true,
              }),
            ),
        );
        return {
          insides: own.map((e) => [e.shadowRoot, e.innerHTML, e.innerText, e.attributes.length]),
          at: at.localName,
          isHeard,
        };
      },
      [box.x + box.width / 2, box.y + box.height / 2],
    );
    // There is an element, and that is all there is to know.
    expect(new Set(found.insides.map(String))).toEqual(new Set([',,,1']));
    expect(found.at).toBe('saklig-view');
    expect(found.isHeard).toBe(false);
    await page.evaluate(() => new Promise(requestAnimationFrame));
    expect((await readView(page)).card).toBeNull();
    const { forms, ...ours } = await state();
    expect(forms.join()).toContain('remark-alva,förkyld');
    expect(ours).toMatchObject({ globals: [], sheets: 1, highlights: 0, resources: 0 });
    expect(ours.body).not.toMatch(/saklig-view|data-finding/);
  });

  test('sees no request of ours, and no note leaves but by its own save', async () => {
    const requests: string[] = [];
    const page = await school.open('/lektion');
    school.context().on('request', (request) => requests.push(request.url()));
    await type(page, '.remark', 'förkyld, var på vårdcentralen');
    await waitForView(page, (v) => v.marks.length === 2);
    expect(requests).toEqual([]);
  });

  test('gets no errors and no messages from us', async () => {
    const said: string[] = [];
    const page = await school.open('/lektion');
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    await type(page, '.remark', 'förkyld');
    await waitForView(page, (v) => v.marks.length === 1);
    await page.locator('button.save').click();
    await waitForView(page, (v) => v.warning);
    expect(said).toEqual([]);
  });
});

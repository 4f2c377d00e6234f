import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { type Box, buttonOf, press, readView, waitForView } from '../../demo/view.mjs';
import { onRoots, violationsShown } from './axe.ts';
import { treeOf } from './axtree.ts';
import { lineContrasts } from './line-contrast.ts';
import { useSchool } from './school.ts';

/** That everyone can use what we show in a page: by screen reader, keyboard, in forced colours, enlarged. */
const school = useSchool();

/** What can be pressed, and is smaller than so many CSS pixels in a direction. */
const smallerThan = async (page: Page, size: number): Promise<string[]> => {
  const told = await onRoots(
    page,
    `function () {
      return [...this.querySelectorAll('button, input, summary')].flatMap((element) => {
        const target = element.closest('label, summary, button') ?? element;
        const { width, height } = target.getBoundingClientRect();
        const isSmall = width > 0 && (width < ${size} || height < ${size});
        return isSmall ? [width + ' × ' + height + ' ' + target.outerHTML.slice(0, 80)] : [];
      });
    }`,
  );
  return (told as string[][]).flat();
};

/** Where every element of the page stands in it, and how far it can be scrolled, in CSS pixels. */
const layoutOf = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, scrollHeight } = document.documentElement;
    const own = [...document.querySelectorAll('*:not(saklig-view)')].map((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      return [element.localName, x + scrollX, y + scrollY, width, height].join(' ');
    });
    return [`${scrollWidth} × ${scrollHeight}`, ...own];
  });

/** Something of every category. */
const OF_EACH_KIND =
  'Är lat. Idiot! Familjen är muslimer. Mamman är arbetslös. Förkyld. Bråkade med Kalle A. på rasten.';
const NOTE = 'Förkyld, var på vårdcentralen. Är lat. Idiot! Förkyld.';
/** What notes stand on: plain, of one colour, and pictures, of which nothing but the screen knows. */
const GROUNDS = [
  '#fff',
  '#000',
  '#808080',
  '#5f5f5f',
  '#e53935',
  '#43a047',
  '#1e63d6',
  '#fdd835',
  'linear-gradient(90deg, #000, #fff)',
  'linear-gradient(90deg, #fff, #000)',
  'repeating-conic-gradient(#1b2a38 0 12%, #f3e9d2 0 25%, #b5651d 0 37%, #6b8e9f 0 50%) 0 0 / 23px 17px',
];
async function comment(note = NOTE): Promise<Page> {
  return write(await school.open('/kommentar'), note);
}
async function write(page: Page, note = NOTE): Promise<Page> {
  await page.locator('#pupil-comment').click();
  await page.keyboard.insertText(note);
  await waitForView(page, (v) => v.marks.length > 3 && v.chips.length);
  return page;
}

const card = async (page: Page) => {
  await page.keyboard.press('Alt+Enter');
  return (await waitForView(page, (v) => v.card)).card;
};
const line = (page: Page) => waitForView(page, (v) => v.purpose?.box.width);
const STATES: { state: string; show(page: Page): Promise<unknown>; roles: string[][] }[] = [
  {
    state: 'marks and chip',
    show: async () => {},
    roles: [['button', '5 markeringar. Visa dem.']],
  },
  {
    state: 'the line about the field',
    show: line,
    roles: [
      ['note', 'Vad fältet är till för'],
      ['button', 'Fäll ihop raden'],
    ],
  },
  {
    state: 'the ready phrases',
    show: async (page) => {
      await page.keyboard.press('Control+End');
      await page.keyboard.type('\n/');
      await waitForView(page, (v) => v.phrases);
    },
    roles: [
      ['listbox', 'Färdiga fraser'],
      ['option', 'Har lämnat in uppgift 3.'],
    ],
  },
  {
    state: 'the card',
    show: card,
    roles: [
      ['dialog', 'Markering: Förkyld'],
      ['button', 'Föregående'],
      ['button', '1 av 5. Visa alla.'],
      ['button', 'Nästa'],
      ['button', 'Anmäld frånvaro'],
      ['button', 'Ersätt alla 2 med ”Anmäld frånvaro”'],
      ['DisclosureTriangle', 'Färdiga fraser'],
      ['DisclosureTriangle', 'Varför?'],
      ['button', 'Låt stå'],
      ['button', 'Fel markerat?'],
      ['button', 'Stäng'],
    ],
  },
  {
    state: 'the list',
    show: async (page) => {
      const { chips } = await readView(page);
      await press(page, chips[0] as never);
      await waitForView(page, (v) => v.list);
    },
    roles: [
      ['dialog', '5 markeringar'],
      ['menu', ''],
      ['menuitem', 'Förkyld, var på vårdcentralen. Hälsa'],
      ['menuitem', 'Idiot Kränkande'],
    ],
  },
  {
    state: 'a false alarm',
    show: async (page) => {
      await press(page, buttonOf(await card(page), 'Fel markerat?'));
      await waitForView(page, (v) => v.report);
    },
    roles: [
      ['dialog', 'Markeringen är borta ur den här anteckningen. Din text är kvar.'],
      ['button', 'Kopiera raden'],
    ],
  },
  {
    state: 'the question',
    show: async (page) => {
      await page.locator('#save-comment').click();
      await waitForView(page, (v) => v.warning);
    },
    roles: [
      ['alertdialog', 'Vill du ändra innan du sparar?'],
      ['button', 'Ersätt ”Förkyld” med ”Anmäld frånvaro”'],
      ['button', 'Spara ändå'],
      ['button', 'Ändra'],
    ],
  },
];

describe.each(STATES)('$state', ({ show, roles }) => {
  test('is met by role and name, large enough, and axe finds nothing wrong', async () => {
    const page = await comment();
    await show(page);
    const plain = (text: string) => text.replace(/[”“]/g, '').replace(/\s+/g, ' ').trim();
    const asMet = async () => (await treeOf(page)).map(({ role, name }) => [role, plain(name)]);
    for (const [role, name] of roles) {
      await expect.poll(asMet, { timeout: 10_000 }).toContainEqual([role, plain(name ?? '')]);
    }
    expect(await smallerThan(page, 24)).toEqual([]);
    expect(await violationsShown(page)).toEqual([]);
    // Under a finger it is larger.
    const cdp = await page.context().newCDPSession(page);
    await cdp.send('Emulation.setTouchEmulationEnabled', { enabled: true });
    await page.waitForFunction(() => matchMedia('(pointer: coarse)').matches);
    expect(await smallerThan(page, 44)).toEqual([]);
  });

  test('says which language it is in, moves by itself nowhere, and moves nothing of the page', async () => {
    const page = await school.open('/kommentar');
    // Where every child of the document takes room.
    await page.addStyleTag({ content: 'html { display: grid; gap: 40px }' });
    const before = await layoutOf(page);
    await show(await write(page));
    expect(await layoutOf(page)).toEqual(before);
    const told = await onRoots(page, function () {
      const panels = [...this.querySelectorAll<HTMLElement>('.panels')];
      return {
        langs: panels.map(({ lang }) => lang),
        moves: [...this.querySelectorAll('*')].filter((one) => {
          const { transitionDuration, animationName } = getComputedStyle(one);
          return transitionDuration !== '0s' || animationName !== 'none';
        }).length,
      };
    });
    expect(new Set(told.flatMap(({ langs }) => langs))).toEqual(new Set(['sv']));
    expect(told.every(({ moves }) => moves === 0)).toBe(true);
  });
});

describe('the marks', () => {
  /** What the lines under the words are drawn with, by category. */
  const lines = async (page: Page) => {
    const told = await onRoots(page, function () {
      return [...this.querySelectorAll<HTMLElement>('.mark')].map((mark) => {
        const { borderBottomStyle, borderBottomColor, backgroundImage, height } = getComputedStyle(
          mark,
          '::after',
        );
        const { color } = getComputedStyle(mark);
        // A colour of the reader's own keeps its name until something is drawn with it.
        const own = getComputedStyle(mark).getPropertyValue('--color');
        return {
          category: mark.dataset.category,
          ground: mark.dataset.ground,
          style: `${borderBottomStyle} ${height} ${backgroundImage.replace(/(rgba?|color|oklch)\([^)]*\)/g, '')}`,
          shown: `${borderBottomColor} ${backgroundImage}`,
          ...{ color, own },
        };
      });
    });
    return told.flat();
  };

  test('tell all six categories apart by the style of their line alone, in forced colours too', async () => {
    const page = await comment(OF_EACH_KIND);
    for (const forcedColors of ['none', 'active'] as const) {
      await page.emulateMedia({ forcedColors });
      const all = await lines(page);
      const byCategory = new Map(all.map(({ category, style }) => [category, style]));
      expect([...byCategory.keys()].sort()).toEqual([
        'circumstances',
        'health',
        'identity',
        'judgement',
        'offensive',
        'sensitive',
      ]);
      expect(new Set(byCategory.values()).size).toBe(6);
      const colours = new Set(all.map(({ own }) => own));
      expect(colours.size).toBe(forcedColors === 'active' ? 1 : 6);
    }
    await page.emulateMedia({ forcedColors: 'none' });
  });

  test('stand out by 3:1 on any ground, also on pictures', async () => {
    const page = await comment(OF_EACH_KIND);
    const least: Record<string, Record<string, number>> = {};
    for (const background of GROUNDS) {
      await page.locator('#pupil-comment').evaluate((e, own) => {
        e.style.cssText += 'color: transparent; caret-color: transparent;';
        e.style.background = own;
        document.activeElement instanceof HTMLElement && document.activeElement.blur();
      }, background);
      // Which of two colours a line has is known in one of the next frames.
      let before = '';
      await expect
        .poll(async () => {
          const now = JSON.stringify(await lineContrasts(page));
          const isSame = now === before;
          before = now;
          return isSame;
        })
        .toBe(true);
      least[background] = JSON.parse(before);
    }
    const faint = Object.entries(least).flatMap(([ground, byCategory]) => {
      expect(Object.keys(byCategory)).toHaveLength(6);
      return Object.entries(byCategory)
        .filter(([, contrast]) => contrast < 3)
        .map(([category, contrast]) => `${category} on ${ground}: ${contrast}`);
    });
    expect(faint).toEqual([]);
  });

  test('are light on a dark field, whatever the theme, and dark on a light one', async () => {
    const page = await comment();
    const grounds = async () => new Set((await lines(page)).map(({ ground }) => ground));
    expect(await grounds()).toEqual(new Set(['light']));
    const light = (await lines(page))[0]?.shown;
    for (const background of ['#12171d', 'oklch(0.3 0.05 240)', 'color(srgb 0.1 0.1 0.2)']) {
      await page.locator('#pupil-comment').evaluate((e, own) => {
        e.style.background = own;
      }, background);
      await expect.poll(grounds).toEqual(new Set(['dark']));
    }
    expect((await lines(page))[0]?.shown).not.toBe(light);
    await page.locator('#pupil-comment').evaluate((e) => {
      e.style.background = 'none';
    });
    await expect.poll(grounds).toEqual(new Set(['light']));
  });
});

test('at 200 % and at 400 % every panel is inside the window, with nothing to scroll sideways', async () => {
  for (const [width, height] of [
    [640, 450],
    [380, 400],
    [320, 256],
  ] as const) {
    const wide = (own: Page) => own.evaluate(() => document.documentElement.scrollWidth);
    const bare = await school.open('/kommentar');
    await bare.setViewportSize({ width, height });
    const before = await wide(bare);
    const page = await comment();
    await page.setViewportSize({ width, height });
    // A scroll bar takes its part of the window, and none of the page's is there because of us.
    const seen = await page.evaluate(() => document.documentElement.clientWidth);
    expect(seen).toBeLessThan(width);
    const isInside = (box: Box | undefined) =>
      box && box.x >= 0 && box.y >= 0 && box.x + box.width <= seen && box.y + box.height <= height;
    await page.keyboard.press('Alt+Enter');
    await waitForView(page, (v) => isInside(v.card?.box));
    const scrolled = await onRoots(page, function () {
      const panel = this.querySelector('.panel');
      return panel ? panel.scrollWidth - panel.clientWidth : 0;
    });
    expect(Math.max(...scrolled)).toBe(0);
    await expect.poll(() => wide(page)).toBe(before);
    await press(page, buttonOf((await readView(page)).card, '1 av 5. Visa alla.'));
    await waitForView(page, (v) => isInside(v.list?.box));
    await page.keyboard.press('Escape');
    await page.evaluate(() => document.querySelector<HTMLElement>('#save-comment')?.focus());
    await page.keyboard.press('Enter');
    const { warning } = await waitForView(page, (v) => isInside(v.warning?.box));
    // What it asks and both ways on are seen at once; the phrases between them may have to be scrolled.
    const ways = ['Spara ändå', 'Ändra'].map((name) => buttonOf(warning, name).box);
    expect(ways.every(isInside)).toBe(true);
    const titles = await onRoots(page, function () {
      return this.querySelector('.warning h2')?.getBoundingClientRect().toJSON();
    });
    expect(titles.filter(Boolean).map(isInside)).toEqual([true]);
  }
});

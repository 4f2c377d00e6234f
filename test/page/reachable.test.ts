import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { type Box, buttonOf, press, readView, waitForView } from '../../demo/view.mjs';
import { onRoots, violationsShown } from './axe.ts';
import { treeOf } from './axtree.ts';
import { useSchool } from './school.ts';

/** That everyone can use what we show in a page: by screen reader, keyboard, in forced colours, enlarged. */
const school = useSchool();

/** What can be pressed, and is smaller than 24 CSS pixels in a direction; words in a sentence may be. */
const tooSmall = (page: Page) =>
  onRoots(page, function () {
    return [...this.querySelectorAll('button, input, summary')].flatMap((element) => {
      const { width, height } = element
        .closest('label, summary, button')
        ?.getBoundingClientRect() ?? {
        width: 0,
        height: 0,
      };
      return width > 0 && (width < 24 || height < 24) ? [element.outerHTML.slice(0, 80)] : [];
    });
  });

const NOTE = 'Förkyld, var på vårdcentralen. Är lat. Idiot! Förkyld.';
async function comment(): Promise<Page> {
  const page = await school.open('/kommentar');
  await page.locator('#pupil-comment').click();
  await page.keyboard.insertText(NOTE);
  await waitForView(page, (v) => v.marks.length > 3 && v.chips.length);
  return page;
}

const card = async (page: Page) => {
  await page.keyboard.press('Alt+Enter');
  return (await waitForView(page, (v) => v.card)).card;
};
const STATES: { state: string; show(page: Page): Promise<unknown>; roles: string[][] }[] = [
  {
    state: 'marks and chip',
    show: async () => {},
    roles: [['button', '5 anmärkningar. Visa dem.']],
  },
  {
    state: 'the card',
    show: card,
    roles: [
      ['dialog', 'Anmärkning: Förkyld'],
      ['button', 'Föregående'],
      ['button', '1 av 5. Visa alla.'],
      ['button', 'Nästa'],
      ['button', 'Anmäld frånvaro'],
      ['button', 'Ersätt alla 2 lika med ”Anmäld frånvaro”'],
      ['DisclosureTriangle', 'Färdiga fraser'],
      ['DisclosureTriangle', 'Varför?'],
      ['button', 'Låt stå'],
      ['button', 'Fel larm?'],
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
      ['dialog', '5 anmärkningar'],
      ['menu', ''],
      ['menuitem', 'Förkyld Hälsa'],
      ['menuitem', 'Idiot Kränkande'],
    ],
  },
  {
    state: 'a false alarm',
    show: async (page) => {
      await press(page, buttonOf(await card(page), 'Fel larm?'));
      await waitForView(page, (v) => v.report);
    },
    roles: [
      ['dialog', 'Borttagen ur den här anteckningen.'],
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
    expect((await tooSmall(page)).flat()).toEqual([]);
    expect(await violationsShown(page)).toEqual([]);
  });

  test('says which language it is in, and moves by itself nowhere', async () => {
    const page = await comment();
    await show(page);
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

test('under a finger everything that can be pressed is 44 px high', async () => {
  const page = await comment();
  await card(page);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setTouchEmulationEnabled', { enabled: true });
  expect(await page.evaluate(() => matchMedia('(pointer: coarse)').matches)).toBe(true);
  const heights = await onRoots(page, function () {
    return [...this.querySelectorAll('button, summary')].map(
      (element) => element.getBoundingClientRect().height,
    );
  });
  const shown = heights.flat().filter((height) => height > 0);
  expect(shown.length).toBeGreaterThan(4);
  expect(Math.min(...shown)).toBeGreaterThanOrEqual(44);
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
        return {
          category: mark.dataset.category,
          ground: mark.dataset.ground,
          style: `${borderBottomStyle} ${backgroundImage.split('(')[0]} ${backgroundImage.length} ${height}`,
          shown: `${borderBottomColor} ${backgroundImage}`,
          color,
        };
      });
    });
    return told.flat();
  };

  test('tell their categories apart by the style of their line, in forced colours too', async () => {
    const page = await comment();
    for (const forcedColors of ['none', 'active'] as const) {
      await page.emulateMedia({ forcedColors });
      const all = await lines(page);
      const byCategory = new Map(all.map(({ category, style }) => [category, style]));
      expect(byCategory.size).toBeGreaterThan(2);
      expect(new Set(byCategory.values()).size).toBe(byCategory.size);
    }
    await page.emulateMedia({ forcedColors: 'none' });
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
    [320, 256],
  ] as const) {
    const page = await comment();
    await page.setViewportSize({ width, height });
    const isInside = (box: Box | undefined) =>
      box && box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
    await page.keyboard.press('Alt+Enter');
    await waitForView(page, (v) => isInside(v.card?.box));
    const scrolled = await onRoots(page, function () {
      const panel = this.querySelector('.panel');
      return panel ? panel.scrollWidth - panel.clientWidth : 0;
    });
    expect(Math.max(...scrolled)).toBe(0);
    await press(page, buttonOf((await readView(page)).card, '1 av 5. Visa alla.'));
    await waitForView(page, (v) => isInside(v.list?.box));
    await page.keyboard.press('Escape');
    await page.evaluate(() => document.querySelector<HTMLElement>('#save-comment')?.focus());
    await page.keyboard.press('Enter');
    await waitForView(page, (v) => isInside(v.warning?.box));
  }
});

import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { openPopup } from '../../demo/popup.mjs';
import { type Button, buttonOf, press, readView, waitForView } from '../../demo/view.mjs';
import { violations } from '../views/axe.ts';
import { violationsShown } from './axe.ts';
import { pressNamed } from './axtree.ts';
import { pressCommand } from './press-command.ts';
import { policyOver as policy, type, useSchool } from './school.ts';

/** What is seldom seen has to be as good: axe looks at each in the light theme and in the dark one. */
const school = useSchool();

const PLAIN = policy('plain');

/** Writes a note that has remarks. */
async function write(path: string, selector: string, note: string): Promise<Page> {
  const page = await school.open(path);
  await page.locator(selector).first().click();
  await page.keyboard.insertText(note);
  await waitForView(page, (v) => v.marks.length > 0 && v.chips.length > 0);
  return page;
}
const warning = async (page: Page, words: string) => {
  await page.locator('button.save, button.send').first().click();
  const shown = await waitForView(page, (v) => v.warning?.text.includes(words));
  return shown.warning;
};
const card = async (page: Page) => {
  await page.keyboard.press('Alt+Enter');
  return (await waitForView(page, (v) => v.card)).card;
};

/** Has the page send the note of its first field by a script, without a form, at an event. */
const sends = (page: Page, at: 'click' | 'input') =>
  page.evaluate((event) => {
    const field = document.querySelector('.remark') as HTMLTextAreaElement;
    const send = () => fetch('/api/draft', { method: 'POST', body: field.value }).catch(() => {});
    const from = event === 'click' ? document.querySelector('h1') : field;
    from?.addEventListener(event, () => setTimeout(send, 50));
  }, at);

const STATES: { state: string; policy?: string; show(): Promise<Page> }[] = [
  {
    state: 'a question that lets nothing be saved',
    show: async () => {
      const page = await write('/epost', '.mail', 'Möte med socialtjänsten på torsdag');
      await warning(page, 'Det går inte att skicka än');
      return page;
    },
  },
  {
    state: 'a question that asks for one of the policy’s reasons',
    policy: policy(
      'reasons',
      'override:\n  allowed: reason\n  reasons: [Rektor har sagt ja, Ordet betyder annat]',
    ),
    show: async () => {
      const page = await write('/lektion', '.remark', 'förkyld');
      await warning(page, 'Varför behöver det stå så?');
      return page;
    },
  },
  {
    state: 'a question with nothing left to ask',
    show: async () => {
      const page = await write('/lektion', '.remark', 'förkyld');
      const asked = await warning(page, 'förkyld');
      await press(page, buttonOf(asked, 'Ersätt ”förkyld” med ”Anmäld frånvaro”'));
      await waitForView(page, (v) => v.warning?.text.includes('Nu går det bra'));
      return page;
    },
  },
  {
    state: 'a question with all its phrases shown',
    show: async () => {
      const words = 'förkyld, migrän, influensa, feber, tandläkaren, psykologen';
      const page = await write('/lektion', '.remark', words);
      await press(page, buttonOf(await warning(page, 'förkyld'), 'Visa 2 till'));
      await waitForView(page, (v) => v.warning?.text.includes('psykologen'));
      return page;
    },
  },
  {
    state: 'a question about the same words in two notes',
    show: async () => {
      const page = await write('/lektion', '.remark', 'förkyld');
      await page.locator('.remark').nth(1).click();
      await page.keyboard.insertText('förkyld');
      await waitForView(page, (v) => v.chips.length === 2);
      await warning(page, 'Bilal');
      return page;
    },
  },
  {
    state: 'a question that has nothing left to ask and cannot go on by itself',
    show: async () => {
      const page = await write('/lektion', '.remark', 'förkyld');
      await sends(page, 'click');
      await page.locator('h1').click();
      const { warning: asked } = await waitForView(page, (v) => v.warning);
      await press(page, buttonOf(asked, 'Ersätt ”förkyld” med ”Anmäld frånvaro”'));
      await waitForView(page, (v) => v.warning?.text.includes('Spara en gång till'));
      return page;
    },
  },
  {
    state: 'the card of a note that the tool could not save by itself',
    show: async () => {
      const page = await write('/lektion', '.remark', 'förkyld');
      await sends(page, 'input');
      await page.keyboard.insertText(' ');
      const { chips } = await waitForView(page, (v) => v.chips[0]?.name.startsWith('Inte sparat'));
      await press(page, chips[0] as Button);
      const { card: shown } = await waitForView(page, (v) => v.card);
      expect(shown?.buttons.map(({ name }) => name)).toContain('Spara ändå…');
      return page;
    },
  },
  {
    state: 'a list of the same words in several places',
    show: async () => {
      const page = await write('/kommentar', '#pupil-comment', 'förkyld\nHemma, förkyld\nförkyld');
      await pressCommand(school.context(), 'remarks');
      await waitForView(page, (v) => v.list?.buttons.length === 3);
      return page;
    },
  },
  {
    state: 'a line to report that the browser would not copy',
    show: async () => {
      const page = await write('/kommentar', '#pupil-comment', 'förkyld');
      const cdp = await school.context().browser()?.newBrowserCDPSession();
      await cdp?.send('Browser.setPermission', {
        permission: { name: 'clipboard-write', allowWithoutSanitization: false },
        setting: 'denied',
        origin: school.url(),
      });
      const shown = await card(page);
      await press(page, shown?.buttons.find(({ name }) => name.startsWith('Fel ')) as Button);
      const { report } = await waitForView(page, (v) => v.report);
      await press(page, buttonOf(report, 'Kopiera raden'));
      await waitForView(page, (v) => v.report?.text.includes('tryck Ctrl+C'));
      return page;
    },
  },
  {
    state: 'a false alarm that stays',
    show: async () => {
      const page = await write('/epost', '.mail', 'Möte med socialtjänsten på torsdag');
      await press(page, buttonOf(await card(page), 'Fel markerat?'));
      await waitForView(page, (v) => v.report?.text.includes('Markeringen står kvar'));
      return page;
    },
  },
  {
    state: 'a card with questions that help, and all that folds away open',
    show: async () => {
      const page = await write('/kommentar', '#pupil-comment', 'Är lat.');
      const shown = await card(page);
      expect(shown?.text).toContain('Vad');
      for (const name of ['Färdiga fraser', 'Varför?']) {
        await pressNamed(page, 'DisclosureTriangle', name);
      }
      await waitForView(page, (v) => v.card && v.card.box.height > (shown?.box.height ?? 0) + 60);
      return page;
    },
  },
  {
    state: 'a list of ready phrases of which there are none',
    policy: policy('none', 'fields: [{ id: absence, replaces: [phrases], phrases: [] }]'),
    show: async () => {
      const page = await school.open('/lektion');
      await page.locator('.remark').first().focus();
      await waitForView(page, (v) => v.purpose?.box.width);
      await pressCommand(school.context(), 'phrases');
      await waitForView(page, (v) => v.phrases?.text.includes('inga färdiga fraser'));
      return page;
    },
  },
  {
    state: 'a list of many remarks of every kind',
    show: async () => {
      const one =
        'Är lat. Idiot! Familjen är muslimer. Mamman är arbetslös. Förkyld. Bråkade med Kalle A. på rasten.\n';
      const page = await write('/kommentar', '#pupil-comment', one.repeat(6));
      await pressCommand(school.context(), 'remarks');
      await waitForView(page, (v) => (v.list?.buttons.length ?? 0) > 30);
      return page;
    },
  },
];

describe('in the page axe finds nothing wrong in', () => {
  test.each(STATES)('$state', async ({ policy: own = PLAIN, show }) => {
    await school.putInForce(own);
    const page = await show();
    // Who goes through them one by one can tell them apart.
    const { card, list, report, warning: asked, phrases, chips } = await readView(page);
    for (const panel of [card, list, report, asked, phrases, { buttons: chips }]) {
      const names = panel?.buttons.map(({ name }) => name) ?? [];
      expect(names).toEqual([...new Set(names)]);
    }
    expect(await violationsShown(page)).toEqual([]);
  });
});

/** Opens the popup over a page, at what is said to be its address. */
const over = (page: Page, address?: string) =>
  openPopup(school.context(), page, address ? { address } : {});

const POPUPS: { state: string; policy?: string; heading: string; show(): Promise<Page> }[] = [
  {
    state: 'of a page that nothing reads although it should be read',
    heading: 'Ladda om sidan',
    // Browsers let no extension into the page with which they say that nobody answers.
    show: async () => {
      const page = await school.open('/lektion');
      const nobody = 'http://127.0.0.1:9/lektion';
      await page.goto(nobody).catch(() => {});
      return over(page, nobody);
    },
  },
  {
    state: 'of a broken policy that should have been reviewed',
    policy: policy(
      'broken',
      'reviewBy: "2020-06-30"\nrules:\n  - id: health-detail\n    severity: loud',
    ),
    heading: 'Saklig läser',
    show: async () => {
      const popup = await over(await school.open('/lektion'));
      await popup.getByText('En del av instruktionen behöver rättas.').waitFor();
      return popup;
    },
  },
  {
    state: 'of a pause',
    heading: 'pausat',
    show: async () => {
      const popup = await over(await school.open('/lektion'));
      await popup.getByRole('button', { name: 'Pausa här till i morgon' }).click();
      await popup.getByRole('button', { name: 'Slå på igen' }).waitFor();
      return popup;
    },
  },
  {
    state: 'of a note with remarks',
    heading: 'Saklig läser',
    show: async () => {
      const page = await school.open('/lektion');
      await type(page, '.remark', 'förkyld och har migrän');
      await waitForView(page, (v) => v.marks.length === 2);
      return over(page);
    },
  },
  {
    state: 'of a site that the policy does not name',
    policy: `saklig: 1
id: elsewhere
name: Bara där borta
version: "1"
language: sv
languages: [sv]
fields:
  - { id: note, name: Anteckning, purpose: Kort., channel: record, where: [{ urls: ["https://other.example.se/*"], selector: textarea }] }
`,
    heading: 'Den här sidan läses inte.',
    show: async () => over(await school.open('/lektion')),
  },
  {
    state: 'of no page of the web',
    heading: 'Här finns inget att läsa.',
    show: async () => over(school.context().pages()[0] as Page),
  },
];

describe('in the popup axe finds nothing wrong', () => {
  test.each(POPUPS)('$state', async ({ policy: own = PLAIN, heading, show }) => {
    await school.putInForce(own);
    const popup = await show();
    expect(await popup.getByRole('heading', { level: 1 }).innerText()).toContain(heading);
    const still = await popup.evaluate(() =>
      [...document.querySelectorAll('*')].every((one) => {
        const { transitionDuration, animationName } = getComputedStyle(one);
        return transitionDuration === '0s' && animationName === 'none';
      }),
    );
    expect(still).toBe(true);
    expect(await violations(popup)).toEqual([]);
    const cdp = await popup.context().newCDPSession(popup);
    await cdp.send('Emulation.setTouchEmulationEnabled', { enabled: true });
    await popup.waitForFunction(() => matchMedia('(pointer: coarse)').matches);
    const small = await popup.locator('button, .button, summary').evaluateAll((all) =>
      all.flatMap((one) => {
        const { width, height } = one.getBoundingClientRect();
        return width > 0 && (width < 44 || height < 44) ? [one.outerHTML] : [];
      }),
    );
    expect(small).toEqual([]);
    for (const other of school.context().pages().slice(1)) await other.close();
    await school
      .context()
      .serviceWorkers()[0]
      ?.evaluate(async () => {
        // biome-ignore lint/suspicious/noExplicitAny: the browser's own interface
        await (globalThis as any).chrome.storage.local.remove('paused');
      });
  });
});

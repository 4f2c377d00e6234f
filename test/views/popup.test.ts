import type { Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import type browser from 'webextension-polyfill';
import { extensionReady } from '../../demo/chromium.mjs';
import { openPopup } from '../../demo/popup.mjs';
import { waitForView } from '../../demo/view.mjs';
import { ReadAloud } from '../page/read-aloud.ts';
import { policyOver as policy, type, useSchool } from '../page/school.ts';
import { keyPair, signed } from '../signing.ts';
import { violations } from './axe.ts';

const school = useSchool();

const over = (page: Page, options = {}) => openPopup(school.context(), page, options);
const text = (popup: Page) => popup.locator('main').innerText();
const heading = (popup: Page) => popup.getByRole('heading', { level: 1 });
/** What a teacher is told of a trouble. */
const sentence = async (popup: Page) =>
  (await popup.locator('.trouble > p').innerText()).replace(/\s+/g, ' ').trim();
const button = (popup: Page, name: string) => popup.getByRole('button', { name });
type Api = { chrome: typeof browser };

/** Runs in the extension's background. */
async function inBackground<A, T>(run: (given: A) => T, given: A): Promise<T> {
  const worker = await extensionReady(school.context());
  return worker.evaluate(run as never, given) as Promise<T>;
}
const store = (values: Record<string, unknown>) =>
  inBackground((own) => (globalThis as never as Api).chrome.storage.local.set(own), values);

afterEach(async () => {
  await inBackground(async () => {
    const { storage } = (globalThis as never as Api).chrome;
    await storage.local.remove(['local', 'paused']);
  }, null);
  for (const page of school.context().pages().slice(1)) await page.close();
});

describe('where the policy names the page', () => {
  test('it says which field one is in, what it is for, how many remarks it has, and nothing of the note', async () => {
    const page = await school.open('/lektion');
    await type(page, '.remark', 'mamma ringde: förkyld, ont i magen');
    await waitForView(page, (v) => v.marks.length >= 2);
    const popup = await over(page);
    expect(await heading(popup).innerText()).toContain('Saklig läser anteckningarna');
    const shown = await text(popup);
    expect(shown).toContain('Frånvaroanteckning');
    expect(shown).toContain('Tider och om frånvaron är anmäld. Ingen orsak.');
    expect(shown).toMatch(/\d markeringar/);
    expect(shown).toContain('Skriftlig instruktion för fritextfält');
    expect(shown).toContain('Version 1 · Följer med Saklig');
    expect(shown).toContain('Inget du skriver lämnar datorn genom Saklig.');
    expect(await popup.content()).not.toMatch(/förkyld|magen|mamma/);
    expect(await violations(popup)).toEqual([]);
  });

  test('before one is in any, it names the fields of the page', async () => {
    const popup = await over(await school.open('/lektion'));
    expect(await text(popup)).toContain('Frånvaroanteckning · Lektionskommentar');
  });

  test('where none of the fields is in the page, it says just that', async () => {
    const popup = await over(await school.open('/'));
    expect(await heading(popup).innerText()).toContain('Saklig läser anteckningarna');
    expect(await text(popup)).toContain(
      'Inget av instruktionens fält finns på just den här sidan.',
    );
    expect(await violations(popup)).toEqual([]);
  });

  test('a pause takes Saklig off the open page until one resumes, with the keyboard alone', async () => {
    const page = await school.open('/lektion');
    await type(page, '.remark', 'förkyld');
    await waitForView(page, (v) => v.marks.length === 1);
    const popup = await over(page);
    const reader = new ReadAloud(popup);
    const enter = () => popup.keyboard.press('Enter');
    const pause = ['button', 'Pausa här till i morgon'] as const;
    await reader.hears('Pause', () => reader.focus(...pause), 'Pausa här till i morgon, knapp');
    // What one had pressed is gone: the focus is on what came in its place.
    const paused = '(Saklig är pausat här till i morgon.)';
    await reader.hears('Enter', enter, 'Slå på igen, knapp', paused);
    expect(await heading(popup).innerText()).toContain('pausat här till i morgon');
    expect(await violations(popup)).toEqual([]);
    await page.bringToFront();
    await waitForView(page, (v) => v.marks.length === 0 && v.chips.length === 0);
    await popup.bringToFront();
    const read = '(Saklig läser anteckningarna på den här sidan.)';
    await reader.hears('Enter', enter, 'Pausa här till i morgon, knapp', read);
    await page.bringToFront();
    await waitForView(page, (v) => v.marks.length === 1);
    // And off again: a save is not asked about.
    await popup.bringToFront();
    await button(popup, 'Pausa här till i morgon').click();
    await button(popup, 'Slå på igen').waitFor();
    await page.bringToFront();
    await waitForView(page, (v) => v.marks.length === 0);
    await page.locator('button.save').first().click();
    await expect.poll(async () => (await school.saved()).length).toBe(1);
    // A page that is opened meanwhile is left alone, too.
    const other = await school.context().newPage();
    await other.goto(`${school.url()}/lektion`);
    await type(other, '.remark', 'förkyld');
    await other.locator('button.save').first().click();
    await expect.poll(async () => (await school.saved()).length).toBe(2);
  });

  test('a pause ends by itself', async () => {
    await store({ paused: { [new URL(school.url()).origin]: Date.now() + 2500 } });
    const page = await school.open('/lektion');
    await type(page, '.remark', 'förkyld');
    const popup = await over(page);
    expect(await heading(popup).innerText()).toContain('pausat');
    await page.bringToFront();
    await waitForView(page, (v) => v.marks.length === 1);
  });

  test('where the policy forbids it there is no pause, and one from before no longer holds', async () => {
    await store({ paused: { [new URL(school.url()).origin]: Date.now() + 3_600_000 } });
    const page = await school.open('/lektion');
    await school.putInForce(policy('no-pause', 'pause: none'));
    await type(page, '.remark', 'förkyld');
    await waitForView(page, (v) => v.marks.length === 1);
    const popup = await over(page);
    expect(await heading(popup).innerText()).toContain('Saklig läser');
    expect(await popup.getByRole('button').count()).toBe(0);
    expect(await violations(popup)).toEqual([]);
  });
});

describe('what it says of the policy', () => {
  test('a broken one, with the way to the editor, and the day it should have been reviewed', async () => {
    await school.putInForce(
      policy('broken', 'reviewBy: "2020-06-30"\nrules:\n  - id: health-detail\n    severity: loud'),
    );
    await expect
      .poll(() =>
        inBackground(async () => {
          const { chrome } = globalThis as never as Api;
          return [await chrome.action.getBadgeText({}), await chrome.action.getTitle({})];
        }, null),
      )
      .toEqual(['!', 'Saklig: något i skolans instruktion behöver rättas']);
    const popup = await over(await school.open('/lektion'));
    expect(await text(popup)).toContain('Ekskolans instruktion');
    expect(await text(popup)).toContain('Version 3 · Inlagd i den här webbläsaren');
    expect(await text(popup)).toContain('skulle ha setts över senast 30 juni 2020');
    expect(await text(popup)).toContain('En del av instruktionen behöver rättas.');
    expect(await violations(popup)).toEqual([]);
    const opened = school.context().waitForEvent('page');
    // Whom to tell comes first; what, is for those who can mend it.
    expect(await text(popup)).toContain('Säg till den som ansvarar: Skolans rektor eller');
    expect(await popup.getByRole('link', { name: 'Visa vad' }).isVisible()).toBe(false);
    await popup.getByText('Detaljer för it').click();
    await popup.getByRole('link', { name: 'Visa vad' }).click();
    const editor = await opened;
    await editor.getByRole('heading', { name: 'Att rätta i det som gäller' }).waitFor();
  });

  test('of a fault at the school’s address one plain sentence, and the rest for IT', async () => {
    const page = await school.open('/lektion');
    const key = keyPair();
    const anchor = { epoch: 1, minimumVersion: 1, keys: [key.key] };
    const address = 'https://school.example.se/policy.yaml';
    const signedText = signed(policy('oak'), [key], { version: 12 });
    const accepted = { address, id: 'oak', epoch: 1, version: 12, text: signedText };
    const remote = {
      ...{ address, askedAt: Date.now(), fetchedAt: 1, accepted },
      error: { key: 'remote_wrongKey', values: [] },
    };
    const popup = await over(page);
    // Whoever adds an address has it asked at once; here nothing answers.
    await store({ subscription: { address, ...anchor } });
    await expect
      .poll(() => text(popup), { timeout: 10_000 })
      .toContain('Skolans instruktion har inte kunnat hämtas.');
    await store({ remote });
    const trouble = popup.locator('.trouble');
    await expect.poll(() => text(popup)).toContain('Hämtad från skolans adress');
    expect((await trouble.innerText()).replace(/\s+/g, ' ').trim()).toBe(
      'Instruktionen kunde inte förnyas. Den som hämtades senast gäller. Säg till skolans it. Detaljer för it',
    );
    await popup.getByText('Detaljer för it').click();
    await expect.poll(() => trouble.innerText()).toContain('inte signerad med en nyckel');
    expect(await violations(popup)).toEqual([]);
    // What passes by itself worries nobody.
    const passing = {
      ...remote,
      fetchedAt: Date.now(),
      error: { key: 'remote_tooSlow', values: ['20'] },
    };
    await store({ remote: passing });
    await expect.poll(() => trouble.innerText()).not.toContain('Säg till');
    expect(await trouble.innerText()).toContain('Instruktionen kunde inte förnyas.');
    expect(await violations(popup)).toEqual([]);
    await inBackground(async () => {
      const { storage } = (globalThis as never as Api).chrome;
      await storage.local.remove(['subscription', 'remote']);
    }, null);
  });

  test('why IT’s address gives nothing, also when another edition came before', async () => {
    const key = keyPair();
    const keys = [key.key];
    const [own, other] = ['https://it.example.se/policy.yaml', 'https://other.example.se/p.yaml'];
    const editionFrom = (address: string) => ({
      ...{ address, id: 'oak', epoch: 1, version: 12 },
      text: signed(policy('oak'), [key], { version: 12 }),
    });
    const failed = {
      ...{ address: own, askedAt: Date.now(), fetchedAt: Date.now() },
      error: { key: 'remote_status', values: ['404'] },
    };
    const popup = await over(await school.open('/lektion'));
    await inBackground(() => (globalThis as never as Api).chrome.alarms.clear('managed'), null);
    // What somebody had fetched from elsewhere counts no more.
    await store({
      managed: { policyUrl: own, policyKeys: keys },
      subscription: { address: other, keys, epoch: 1, minimumVersion: 1 },
      remote: { ...failed, accepted: { ...editionFrom(other), isOwn: true } },
    });
    await expect.poll(() => text(popup)).toContain('Skolans instruktion har inte kunnat hämtas.');
    await popup.getByText('Detaljer för it').click();
    await expect.poll(() => text(popup)).toContain('Servern svarar med felet 404.');
    expect(await text(popup)).not.toContain('Utgåva 12');
    // What came from there is out of date, and the text that IT has set takes its place.
    await store({
      managed: { policy: policy('oak'), policyUrl: own, policyKeys: keys, minimumVersion: 20 },
      remote: { ...failed, accepted: editionFrom(own) },
    });
    await expect.poll(() => text(popup)).toContain('Nu krävs omgång 1, utgåva 20');
    expect(await text(popup)).toContain('Servern svarar med felet 404.');
    expect(await text(popup)).toContain('Säg till skolans it.');
    // Without that text it goes on. IT has set what is right, and what is asked for has not come.
    await store({ managed: { policyUrl: own, policyKeys: keys, minimumVersion: 20 } });
    await expect.poll(() => text(popup)).toContain('Utgåva 12');
    expect(await sentence(popup)).toBe(
      'Skolans instruktion har inte kunnat hämtas. Säg till skolans it.',
    );
    // Mostly that passes by itself.
    const remote = { ...failed, accepted: editionFrom(own) };
    await store({ remote: { ...remote, error: { key: 'remote_silent', values: [] } } });
    await expect.poll(() => sentence(popup)).toBe('Skolans instruktion har inte kunnat hämtas.');
    // Where a setting is wrong too, that is what has to be mended.
    await store({
      managed: { policyUrl: own, policyKeys: keys, minimumVersion: 20, lock: true },
    });
    await expect
      .poll(() => sentence(popup))
      .toBe('Något i skolans inställningar för Saklig behöver rättas. Säg till skolans it.');
    // Before it has been asked for that, nobody has to do anything.
    await store({
      managed: { policyUrl: own, policyKeys: keys, minimumVersion: 21 },
      remote: { ...failed, error: null, accepted: editionFrom(own) },
    });
    await expect
      .poll(() => text(popup))
      .toContain('Skolans instruktion hämtas på nytt inom några minuter.');
    expect(await text(popup)).not.toContain('Säg till');
    // IT has named another address: what was wrong at the one before is of no use to anybody.
    await store({
      managed: { policyUrl: 'https://new.example.se/p.yaml', policyKeys: keys },
      remote: { ...remote, error: { key: 'remote_marked', values: [] } },
    });
    await expect.poll(() => text(popup)).not.toContain('Nu krävs');
    expect(await sentence(popup)).toBe('Skolans instruktion hämtas på nytt inom några minuter.');
    await expect.poll(() => popup.locator('.trouble').locator('button, summary').count()).toBe(0);
    expect(await text(popup)).toContain('Utgåva 12, senast kontrollerad');
    expect(await violations(popup)).toEqual([]);
    // Where there is no address any more, nothing is said of it.
    await inBackground(() => {
      const { storage } = (globalThis as never as Api).chrome;
      return storage.local.remove('subscription').then(() => storage.local.set({ managed: {} }));
    }, null);
    await expect.poll(() => popup.locator('.trouble').count()).toBe(0);
    await inBackground(
      () => (globalThis as never as Api).chrome.storage.local.remove('remote'),
      null,
    );
  });

  test('that no page is checked where the browser runs no script of ours, and what to do', async () => {
    const page = await school.open('/lektion');
    const popup = await over(page);
    const worker = await extensionReady(school.context());
    let times = 0;
    /** As the background leaves it; what it still had to do for the test before may come in between. */
    const stopScripts = async () => {
      await worker.evaluate(() =>
        (globalThis as never as Api).chrome.scripting.unregisterContentScripts(),
      );
      await page.reload();
      await worker.evaluate((why) => {
        const { storage } = (globalThis as never as Api).chrome;
        const problem = { level: 'error', key: 'problem_noScripts', values: [why], where: [] };
        return storage.local.set({ problems: [problem] });
      }, `The scripts are not there (${times++})`);
      // The popup gives a page time to answer.
      const said = expect.poll(() => heading(popup).innerText(), { timeout: 5000 });
      return said.toContain('kontrolleras inte').then(
        () => true,
        () => false,
      );
    };
    await expect.poll(stopScripts, { timeout: 20_000 }).toBe(true);
    expect(await text(popup)).toContain('Stäng webbläsaren helt och öppna den igen.');
    // Nothing is wrong with the instruction.
    expect(await popup.locator('.trouble').count()).toBe(0);
    expect(await violations(popup)).toEqual([]);
    // As at the next start.
    await worker.evaluate((own) => {
      return (globalThis as never as Api).chrome.storage.local.set({ local: { text: own } });
    }, policy('oak'));
    await expect.poll(() => heading(popup).innerText()).not.toContain('kontrolleras inte');
  });

  test('that IT may still decide, as long as the browser has not said that it has not', async () => {
    const UNKNOWN = 'Webbläsaren har inte sagt än om skolans it har bestämt något.';
    await inBackground(async () => {
      const { alarms, storage } = (globalThis as never as Api).chrome;
      await alarms.clear('managed');
      await storage.local.remove('managed');
    }, null);
    const popup = await over(await school.open('/lektion'));
    const options = await school.context().newPage();
    const worker = await extensionReady(school.context());
    const shown = () => options.locator('main').innerText();
    const view = (part: string) =>
      options.goto(new URL(`/src/views/options/options.html#${part}`, worker.url()).href);
    await view('in-force');
    await expect.poll(shown).toContain(UNKNOWN);
    expect(await text(popup)).toContain(UNKNOWN);
    expect(await violations(popup)).toEqual([]);
    await view('address');
    // Nothing stands below it yet that could hold.
    await expect.poll(shown).toContain(`${UNKNOWN} Det gör den inom någon minut.`);
    // It says so for the second time.
    await inBackground(() => {
      const { alarms } = (globalThis as never as Api).chrome;
      return alarms.create('managed', { when: Date.now() });
    }, null);
    await expect.poll(shown).not.toContain(UNKNOWN);
    await expect.poll(() => text(popup)).not.toContain(UNKNOWN);
    await view('in-force');
    await expect.poll(shown).toContain('Skriftlig instruktion för fritextfält');
    expect(await shown()).not.toContain(UNKNOWN);
  });

  test('a page it does not name, with the way to point out a field there', async () => {
    await school.putInForce(`saklig: 1
id: elsewhere
name: Bara där borta
version: "1"
language: sv
languages: [sv]
fields:
  - { id: note, name: Anteckning, purpose: Kort., channel: record, where: [{ urls: ["https://other.example.se/*"], selector: textarea }] }
`);
    const popup = await over(await school.open('/lektion'));
    expect(await heading(popup).innerText()).toContain('Den här sidan läses inte.');
    expect(await text(popup)).toContain('nämner inget fält här');
    expect(await violations(popup)).toEqual([]);
    const opened = school.context().waitForEvent('page');
    await popup.getByRole('link', { name: 'Peka ut ett fält …' }).click();
    expect((await opened).url()).toMatch(/options\.html#fields$/);
  });

  test('no page of the web', async () => {
    const page = school.context().pages()[0] as Page;
    const popup = await over(page);
    expect(await heading(popup).innerText()).toContain('Här finns inget att läsa.');
  });
});

test('where the browser does not let it in, it asks for just that site, and reads the open page at once', async () => {
  const context = school.context();
  const worker = await extensionReady(context);
  const id = new URL(worker.url()).hostname;
  const settings = await context.newPage();
  await settings.goto('chrome://extensions');
  await settings.evaluate((extensionId) => {
    const { developerPrivate } = (globalThis as never as { chrome: { developerPrivate: Private } })
      .chrome;
    return developerPrivate.updateExtensionConfiguration({ extensionId, hostAccess: 'ON_CLICK' });
  }, id);
  const page = await context.newPage();
  await page.goto(`${school.url()}/lektion`);
  await type(page, '.remark', 'förkyld');
  const asked: string[][] = [];
  const popup = await over(page, {
    asked: async (origins: string[]) => {
      asked.push(origins);
      await settings.evaluate(
        ([own, site]) => {
          const { developerPrivate } = (
            globalThis as never as { chrome: { developerPrivate: Private } }
          ).chrome;
          return developerPrivate.addHostPermission(own as string, site as string);
        },
        [id, origins[0]],
      );
      return true;
    },
  });
  expect(await heading(popup).innerText()).toContain('webbläsaren släpper inte in Saklig');
  expect(await violations(popup)).toEqual([]);
  const reader = new ReadAloud(popup);
  await reader.hears(
    'Allow, and Enter',
    async () => {
      await reader.focus('button', 'Slå på för den här webbplatsen');
      await popup.keyboard.press('Enter');
    },
    'Pausa här till i morgon, knapp',
    '(Saklig läser anteckningarna på den här sidan.)',
  );
  expect(asked).toEqual([['http://127.0.0.1/*']]);
  await page.bringToFront();
  await waitForView(page, (v) => v.marks.length === 1);
});

interface Private {
  updateExtensionConfiguration(own: { extensionId: string; hostAccess: string }): Promise<void>;
  addHostPermission(id: string, site: string): Promise<void>;
}

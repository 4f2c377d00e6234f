import { afterEach, describe, expect, test } from 'vitest';
import type browser from 'webextension-polyfill';
import { buttonOf, press, waitForView } from '../../demo/view.mjs';
import { type, useSchool } from './school.ts';

const school = useSchool();

/** A policy that says how a save may go on, in the absence remarks and everywhere. */
const policy = (id: string, more: string) => `saklig: 1
id: ${id}
name: Own
version: "1"
language: sv
languages: [sv]
extends: [saklig-sv]
${more}`;

describe('saving anyway', () => {
  afterEach(() => school.context().pages().at(-1)?.close());

  test('is not there where the policy has none', async () => {
    await school.putInForce(policy('none', 'override: { allowed: none }'));
    const page = await school.open('/lektion');
    await type(page, '.remark', 'förkyld');
    await page.locator('button.save').click();
    const { warning } = await waitForView(page, (v) => v.warning);
    expect(warning?.buttons.map((b) => b.name)).not.toContain('Spara ändå');
    expect(warning?.buttons.at(-1)?.name).toBe('Ändra');
  });

  test('takes one of the policy’s reasons, which is not stored', async () => {
    const reasons =
      'override:\n  allowed: reason\n  reasons: [Rektor har sagt ja, Ordet betyder annat]';
    await school.putInForce(policy('reasons', reasons));
    const page = await school.open('/lektion');
    await type(page, '.remark', 'förkyld');
    await page.locator('button.save').click();
    const { warning } = await waitForView(page, (v) => v.warning);
    expect(warning?.text).toContain('Varför behöver det stå så?');
    // Without a reason the button does nothing.
    await press(page, buttonOf(warning, 'Spara ändå'));
    await waitForView(page, (v) => v.warning);
    expect(await school.saved()).toEqual([]);
    await page.keyboard.press('Escape');
    await waitForView(page, (v) => !v.warning);
    await page.locator('button.save').click();
    await waitForView(page, (v) => v.warning);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForURL(/sparat=/);
    const [saved] = await school.saved();
    expect(saved?.fields['remark-alva']).toBe('förkyld');
    expect(saved?.body).not.toContain('Rektor');
    const worker = school.context().serviceWorkers()[0];
    const stored = await worker?.evaluate(() =>
      (globalThis as never as { chrome: typeof browser }).chrome.storage.local.get(null),
    );
    expect(JSON.stringify({ ...stored, local: 0, inForce: 0, layers: 0 })).not.toContain('Rektor');
  });

  test('a question that is open stays when the policy changes, and is answered', async () => {
    await school.putInForce(policy('before', 'contact: Rektor'));
    const page = await school.open('/lektion');
    await type(page, '.remark', 'förkyld');
    await page.locator('button.save').click();
    await waitForView(page, (v) => v.warning);
    await school.putInForce(policy('after', 'contact: Biträdande rektor'));
    const { warning } = await waitForView(page, (v) => v.warning);
    await press(page, buttonOf(warning, 'Spara ändå'));
    await page.waitForURL(/sparat=/);
    expect((await school.saved())[0]?.fields['remark-alva']).toBe('förkyld');
  });

  test('holds in a field as that field says', async () => {
    const field = 'fields:\n  - id: absence\n    override: { allowed: none }';
    await school.putInForce(policy('field', field));
    const page = await school.open('/lektion');
    await type(page, '.remark', 'förkyld');
    await page.locator('button.save').click();
    const { warning } = await waitForView(page, (v) => v.warning);
    expect(warning?.buttons.map((b) => b.name)).not.toContain('Spara ändå');
    expect(warning?.buttons.at(-1)?.name).toBe('Ändra');
  });
});

test('a pattern of the policy is found in the page', async () => {
  const rule = 'rules:\n  - id: health-detail\n    patterns: ["SVE-\\\\d{4}"]';
  await school.putInForce(policy('patterns', rule));
  const page = await school.open('/lektion');
  await type(page, '.remark', 'ärende sve-1234 klart');
  const { marks } = await waitForView(page, (v) => v.marks.length === 1);
  expect(marks[0]?.finding).toBe('health-detail');
});

test('a policy that is none leaves the last one in force, and says what is wrong', async () => {
  const worker = school.context().serviceWorkers()[0];
  const problems = await worker?.evaluate(async () => {
    const { storage } = (globalThis as never as { chrome: typeof browser }).chrome;
    await storage.local.set({ local: { text: '<!doctype html>' } });
    for (;;) {
      const { problems = [] } = (await storage.local.get('problems')) as {
        problems?: { key: string }[];
      };
      const keys = problems.map(({ key }) => key);
      if (keys.includes('problem_notAPolicy')) return keys;
      await new Promise((done) => setTimeout(done, 20));
    }
  });
  expect(problems).toContain('problem_notAPolicy');
  const page = await school.open('/lektion');
  await type(page, '.remark', 'ärende sve-1234 klart');
  await waitForView(page, (v) => v.marks.length === 1);
});

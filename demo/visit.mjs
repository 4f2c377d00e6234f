import { join } from 'node:path';
import { editorOf, extensionReady, openChromium } from './chromium.mjs';
import { buttonOf, press, waitForView } from './view.mjs';

/** The notes that the supervisory authority quoted (dnr 741-2008, page 3), and what they are. */
export const DECISION_NOTES = [
  {
    page: '/kommentar',
    field: '#pupil-comment',
    save: '#save-comment',
    note: 'spelat bra handboll',
  },
  { page: '/lektion', field: '.remark >> nth=0', save: 'button.save', note: 'förkyld' },
  {
    page: '/lektion',
    field: '.remark >> nth=1',
    save: 'button.save',
    note: 'följde med kompis till vårdcentralen',
  },
  {
    page: '/kommentar',
    field: '#pupil-comment',
    save: '#save-comment',
    note: 'sitter på golvet och tjafsar jättelänge om vems pennan är, som HON tagit. Det var XX:s och det visste du ju hela tiden!!! SKÄRPNING',
  },
];

/**
 * Types the four notes of the decision into the practice school tool, tries to save each, lets one
 * through, and says what was found and held.
 * @param {{ school: { url: string }, folder: string, say: (line: string) => void }} visit
 *   `folder`: where pictures go.
 */
export async function visit({ school, folder, say }) {
  const context = await openChromium();
  try {
    const worker = await extensionReady(context);
    const page = await context.newPage();
    await page.goto(school.url);
    await page.screenshot({ path: join(folder, '0-start.png') });
    for (const [i, { page: path, field, save, note }] of DECISION_NOTES.entries()) {
      await page.goto(school.url + path);
      await page.locator(field).click();
      await page.locator(field).pressSequentially(note);
      const { marks } = await waitForView(page, (view) => view.marks.length > 0);
      await page.keyboard.press('Alt+Enter');
      await waitForView(page, (view) => view.card);
      await page.screenshot({ path: join(folder, `${i + 1}-card.png`) });
      await page.keyboard.press('Escape');
      const before = await saved(school);
      await page.locator(save).first().click();
      const { warning } = await waitForView(page, (view) => view.warning);
      await page.screenshot({ path: join(folder, `${i + 1}-warning.png`) });
      say(`“${note}”`);
      say(`  found: ${[...new Set(marks.map((m) => `${m.category} (${m.finding})`))].join(', ')}`);
      say(`  pressed save: asked first, ${(await saved(school)) - before} saved meanwhile`);
      await press(page, buttonOf(warning, i === 1 ? 'Spara ändå' : 'Ändra'));
      await waitForView(page, (view) => !view.warning);
      if (i === 1) await page.waitForURL(/sparat=/);
      const count = (await saved(school)) - before;
      say(`  pressed ${i === 1 ? '“Spara ändå”' : '“Ändra”'}: ${count} saved\n`);
    }
    await page.goto(`${school.url}/sparat`);
    await page.screenshot({ path: join(folder, '5-stored.png') });
    await page.goto(editorOf(worker));
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.screenshot({ path: join(folder, '6-editor.png') });
  } finally {
    await context.close();
  }
}

/** @param {{ url: string }} school */
async function saved(school) {
  const answer = await fetch(`${school.url}/api/saved`);
  return /** @type {unknown[]} */ (await answer.json()).length;
}

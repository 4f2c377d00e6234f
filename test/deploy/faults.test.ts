import { describe } from 'vitest';
import { waitForView } from '../../demo/view.mjs';
import { openManaged } from './managed-chromium.ts';
import { mayManage } from './managed-folder.ts';
import { sentences, tryFaults } from './try-faults.ts';

describe.runIf(mayManage)(
  'in Chromium, when the address gives something else than a good policy',
  () => {
    tryFaults('chromium', async (values, { by }) => {
      const [, body = ''] = /-----\n([^-]+)/.exec(by) ?? [];
      const policies = { CACertificates: [body.replaceAll('\n', '')] };
      const own = await openManaged(values, [], policies);
      const popup = await own.openPopup();
      const page = await own.context.newPage();
      return {
        ...own,
        mayRead: false,
        attempts: 1,
        askNow: () => own.askNow('at once'),
        told: () => popup.evaluate(sentences),
        async underlined(site, text) {
          await page.goto(site);
          await page.bringToFront();
          await page.fill('textarea', text);
          return (await waitForView(page, (view) => view.marks.length > 0)).marks.length;
        },
        hurry: (times) =>
          own.worker.evaluate((by) => {
            const timeout = AbortSignal.timeout.bind(AbortSignal);
            AbortSignal.timeout = (milliseconds) => timeout(milliseconds / by);
          }, times),
        set: async (all) => own.managed.set(all, null, policies),
      };
    });
  },
);

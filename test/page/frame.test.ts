import { expect, test } from 'vitest';
import { waitForView } from '../../demo/view.mjs';
import { useSchool } from './school.ts';

const school = useSchool();

test('a field in a frame that a script has written is read where the policy names the frame', async () => {
  await school.putInForce(`saklig: 1
id: frames
name: Frames
version: "1"
language: sv
languages: [sv]
extends: [saklig-rules-sv]
fields:
  - id: written
    name: I en ram
    purpose: Prov.
    channel: record
    where:
      - { urls: ["http://127.0.0.1/kommentar*"], frame: "iframe.editor", selector: textarea }
`);
  const page = await school.open('/kommentar');
  await page.evaluate(() => {
    for (const name of ['editor', 'other']) {
      const frame = document.createElement('iframe');
      frame.className = name;
      document.body.prepend(frame);
      const own = frame.contentDocument as Document;
      own.body.append(own.createElement('textarea'));
    }
  });
  const framed = async (name: string) => {
    const element = await page.locator(`iframe.${name}`).elementHandle();
    return (await element?.contentFrame()) as import('playwright-core').Frame;
  };
  const [own, other] = [await framed('editor'), await framed('other')];
  await other.locator('textarea').pressSequentially('förkyld');
  await own.locator('textarea').pressSequentially('förkyld');
  // Shown in the page around it, at the frame that is named and at no other.
  const { marks } = await waitForView(page, (v) => v.marks.length > 0);
  const box = await page.locator('iframe.editor').boundingBox();
  for (const { box: mark } of marks) {
    expect(mark.x).toBeGreaterThan(box?.x ?? 0);
    expect(mark.x).toBeLessThan((box?.x ?? 0) + (box?.width ?? 0));
  }
  // And nothing is read on another page of the site.
  await page.goto(`${school.url()}/lektion`);
  await page.locator('.remark').first().pressSequentially('förkyld');
  await page.locator('button.save').click();
  await page.waitForURL(/sparat=/);
});

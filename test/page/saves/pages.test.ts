import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BROWSERS, openBrowser, type TestBrowser } from '../../browsers/browser.ts';
import { buttonOf, press, readView, waitForView } from '../../browsers/view.ts';
import { isRead, SIGN, Tool } from './tool.ts';

/** Saves on pages that make it hard. */
let tool: Tool;
beforeAll(async () => {
  tool = await Tool.open();
});
afterAll(() => tool?.close());

const FIELD = '<textarea class="remark" name="c">förkyld</textarea>';
const GO = '<button type="button" id="go">Fortsätt</button>';
const SEND = `fetch('/save', { method: 'POST', body: document.querySelector('textarea').value })`;
const onGo = (script: string) =>
  `<script>document.querySelector('#go').addEventListener('click', (event) => { ${script} })</script>`;
const bodies = () => tool.stored.map(({ body }) => body);
const toldIn = (page: Page) => page.evaluate(() => document.body.dataset.told ?? '');
const TELL = 'const tell = (what) => { document.body.dataset.told = what };';

describe.each(BROWSERS)('in %s', (name) => {
  let browser: TestBrowser;
  let page: Page;
  beforeAll(async () => {
    browser = await openBrowser(name);
  });
  afterAll(() => browser?.close());

  const open = async (...[html, more]: Parameters<Tool['serve']>) => {
    const inFrame = more?.frames?.['/b'];
    tool.serve(inFrame ? html : html + SIGN, more);
    page = await browser.newPage();
    await page.goto(tool.url());
    const frame = page.frames().find((one) => one.url().endsWith('/b'));
    if (!frame) return isRead(page);
    await frame.focus('textarea');
    await waitForView(page, (v) => v.marks.length > 0);
  };
  const answer = async (button: string) => {
    const { warning } = await waitForView(page, (v) => v.warning);
    expect(tool.stored).toEqual([]);
    await press(page, buttonOf(warning, button));
    await waitForView(page, (v) => !v.warning).catch(() => {});
  };
  /** What the text is after a save that was held and let go. */
  const goesOnce = async (stored: string) => {
    await answer('Spara ändå');
    await expect.poll(bodies).toEqual([stored]);
  };

  test('a page whose policy lets only its own scripts run', async () => {
    await open(`<body>${FIELD}${GO}<script src="/page.js"></script>`, {
      script: `document.querySelector('#go').addEventListener('click', () => { ${SEND} })`,
      headers: { 'content-security-policy': `default-src 'self'; script-src 'self'` },
    });
    await page.click('#go');
    await goesOnce('förkyld');
  });

  test('a page whose policy lets no script run', async () => {
    await open(
      `<body><form method="post" action="/save">${FIELD}<button id="go">Fortsätt</button></form>`,
      { headers: { 'content-security-policy': `default-src 'self'; script-src 'none'` } },
    );
    await page.click('#go');
    await goesOnce('c=f%C3%B6rkyld');
  });

  test('of two notes only the clean one is sent: nobody is asked', async () => {
    await open(`<body>${FIELD}<textarea class="remark" id="b">kom 10.15</textarea>${GO}
      ${onGo(`fetch('/save', { method: 'POST', body: document.querySelector('#b').value })`)}`);
    await page.click('#go');
    await expect.poll(bodies).toEqual(['kom 10.15']);
    expect((await readView(page)).warning).toBeNull();
  });

  test('a field that the tool locks before it sends', async () => {
    await open(`<body>${FIELD.replace('förkyld', '')}${GO}
      ${onGo(`document.querySelector('textarea').disabled = true; ${SEND}`)}`);
    await page.click('textarea');
    await page.keyboard.type('förkyld');
    await page.click('#go');
    await goesOnce('förkyld');
  });

  test('a dialog that the tool takes away before it sends', async () => {
    await open(`<body><div id="d">${FIELD.replace('förkyld', '')}</div>${GO}
      ${onGo(`const body = document.querySelector('textarea').value; document.querySelector('#d').remove();
        setTimeout(() => fetch('/save', { method: 'POST', body }))`)}`);
    await page.click('textarea');
    await page.keyboard.type('förkyld');
    await page.click('#go');
    await goesOnce('förkyld');
  });

  test('a rich editor’s HTML, and a form inside an open shadow root', async () => {
    await open(`<body><div id="host"></div>${GO}<script>
      const root = document.querySelector('#host').attachShadow({ mode: 'open' });
      root.innerHTML = '<form><textarea class="remark">förkyld &amp; trött</textarea></form>';
    </script>${onGo(`fetch('/save', { method: 'POST', body: JSON.stringify({ html: '<p>f&ouml;rkyld &amp; <b>tr</b>&ouml;tt</p>' }) })`)}`);
    await page.click('#go');
    await goesOnce(JSON.stringify({ html: '<p>f&ouml;rkyld &amp; <b>tr</b>&ouml;tt</p>' }));
  });

  test('what a press says twice is asked about once, and sent as often as it was', async () => {
    await open(`<body>${FIELD}${GO}${onGo(`${SEND}; ${SEND}`)}`);
    await page.click('#go');
    await answer('Spara ändå');
    await expect.poll(bodies).toEqual(['förkyld', 'förkyld']);
  });

  test('a fetch that the tool aborts while it waits', async () => {
    await open(`<body>${FIELD}${GO}<script>${TELL} const stop = new AbortController();</script>
      ${onGo(`fetch('/save', { method: 'POST', body: 'förkyld', signal: stop.signal }).catch((e) => tell(e.name))`)}`);
    await page.click('#go');
    await waitForView(page, (v) => v.warning);
    await page.evaluate('stop.abort()');
    await expect.poll(() => toldIn(page)).toBe('AbortError');
    await answer('Spara ändå');
    await page.evaluate(`fetch('/save', { method: 'POST', body: 'last' }).then(() => 1)`);
    expect(bodies()).toEqual(['last']);
  });

  test('an XMLHttpRequest that the tool aborts while it waits, and uses again', async () => {
    await open(`<body>${FIELD}${GO}<script>${TELL}
      const x = new XMLHttpRequest(); const said = [];
      for (const type of ['abort', 'loadend', 'load']) x.addEventListener(type, () => { said.push(type); tell(said.join()) });
      </script>${onGo(`x.open('POST', '/save'); x.send('förkyld')`)}`);
    await page.click('#go');
    await waitForView(page, (v) => v.warning);
    await page.evaluate('x.abort()');
    await expect.poll(() => toldIn(page)).toBe('abort,loadend');
    await answer('Ändra');
    await page.evaluate(`x.open('POST', '/save'); x.send('kom 9')`);
    await expect.poll(() => toldIn(page)).toBe('abort,loadend,load,loadend');
    expect(await page.evaluate('[x.readyState, x.status, x.responseText].join()')).toBe(
      '4,200,saved',
    );
    expect(bodies()).toEqual(['kom 9']);
  });

  test('WebSocket messages behind one that waits keep their order', async () => {
    await open(`<body>${FIELD}${GO}<script>const socket = new WebSocket(location.href.replace('http', 'ws') + 'socket');</script>
      ${onGo(`socket.send('1'); socket.send(JSON.stringify({ c: 'förkyld' })); socket.send('2'); socket.send(new Uint8Array([51]))`)}`);
    await page.waitForFunction('socket.readyState === 1');
    await page.click('#go');
    const { warning } = await waitForView(page, (v) => v.warning);
    await expect.poll(bodies).toEqual(['1']);
    await press(page, buttonOf(warning, 'Spara ändå'));
    await expect.poll(bodies).toEqual(['1', '{"c":"förkyld"}', '2', '3']);
    expect(tool.closed).toEqual([]);
  });

  test('a save button in one frame, the note in another', async () => {
    await open('<body><iframe id="a" src="/a"></iframe><iframe id="b" src="/b"></iframe>', {
      frames: {
        '/a': `<body><button id="go" onclick="parent.frames[1].send()">Spara</button>`,
        '/b': `<body>${FIELD}<script>function send() { ${SEND} }</script>`,
      },
    });
    const frame = await (await page.$('#a'))?.contentFrame();
    await frame?.click('#go');
    await goesOnce('förkyld');
  });

  test('a note in a frame, sent by the page around it', async () => {
    await open(
      `<body><form><iframe src="/b"></iframe></form>${GO}<script>${TELL}</script>
      ${onGo(`fetch('/save', { method: 'POST', body: JSON.stringify({ c: frames[0].document.querySelector('textarea').value }) }).catch((e) => tell(e.name))`)}`,
      { frames: { '/b': `<body>${FIELD}` } },
    );
    await page.click('#go');
    await answer('Ändra');
    await expect.poll(() => toldIn(page)).toBe('TypeError');
    await page.keyboard.press('Escape');
    await page.click('#go');
    await goesOnce('{"c":"förkyld"}');
  });

  test('a form around the frame of a note', async () => {
    await open(
      `<body><form method="post" action="/save"><input type="hidden" name="c" value="1">
      <iframe src="/b"></iframe><button id="go">Fortsätt</button></form>`,
      { frames: { '/b': `<body>${FIELD}` } },
    );
    await page.click('#go');
    await goesOnce('c=1');
  });

  test('functions of the browser look as they do without us', async () => {
    await open('<body>');
    const looks = `[fetch, XMLHttpRequest.prototype.send, navigator.sendBeacon, Blob, HTMLFormElement.prototype.submit, WebSocket.prototype.send]
      .map((f) => [f.name, f.length, typeof f, Object.keys(f), new Blob(['a']) instanceof Blob, new Blob([]).constructor === Blob].join()).join('; ')
      + Object.keys(window).length + Object.getOwnPropertyNames(document).length`;
    const withUs = await page.evaluate(looks);
    await page.goto(tool.url('tool.localhost'));
    expect(withUs).toBe(await page.evaluate(looks));
  });

  test('a page that puts its own functions in place of the browser’s', async () => {
    await open(`<body>${FIELD}${GO}<script>
      const broken = () => { throw new Error('broken') };
      EventTarget.prototype.dispatchEvent = broken;
      Promise.prototype.then = broken; WeakMap.prototype.get = broken; Reflect.apply = broken;
      Array.prototype.push = broken; window.CustomEvent = broken; window.Event = broken; window.Request = broken;
    </script>${onGo(`const x = new XMLHttpRequest(); x.open('POST', '/save'); x.send('förkyld')`)}`);
    await page.click('#go');
    await goesOnce('förkyld');
  });
});

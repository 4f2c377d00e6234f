import { SIGN } from './tool.ts';

/** The ways in which tools save. Each page has one note, and is saved by one press. */

/** One way to save. */
export interface Way {
  name: string;
  /** What is in the page beside the note, or around it where `NOTE` stands. */
  html: string;
  /** Run when `#go` is pressed; it may use `note()`, `tell(what)` and `caught`. */
  go?: string;
  /** The key that saves, instead of a press of `#go`. */
  key?: string;
  /** What the tool is told when the save is given up; nothing where it never began. */
  told?: string;
  /** What it is told when it saves; nothing where it does not ask. */
  saved?: string;
  /** Where the browsers lack it. */
  note?: string;
}

/** Stands for the field. */
export const NOTE = '@';

const go = '<button type="button" id="go">Fortsätt</button>';
const FAILED = 'TypeError';
const BROKEN = 'loadstart, readystatechange 4 0, error, loadend';

/** The gestures: the save never begins. */
const GESTURES: Way[] = [
  {
    name: 'submit button',
    html: '<form method="post" action="/save">@<button id="go" name="a" value="1">Fortsätt</button></form>',
  },
  {
    name: 'submit button elsewhere (`form=`)',
    html: '<form method="post" action="/save" id="f">@</form><button id="go" form="f">Fortsätt</button>',
  },
  {
    name: 'submit button, cancelled by jQuery’s way for an XHR with FormData',
    html: '<form>@<button id="go">Fortsätt</button></form>',
    go: `const x = new XMLHttpRequest(); x.open('POST', '/save'); x.send(new FormData(event.target.form)); event.preventDefault()`,
  },
  {
    name: 'link with `javascript:__doPostBack`, called “Spara”',
    html: `<form method="post" action="/save" name="f">@<input type="hidden" name="t"></form>
      <a id="go" href="javascript:__doPostBack('b')">Spara</a>
      <script>function __doPostBack(t) { const { f } = document.forms; f.t.value = t; f.submit() }</script>`,
  },
  {
    name: 'button called “Spara”, and no form',
    html: '@<div role="button" id="go">Spara</div>',
    go: `fetch('/save', { method: 'POST', body: note() })`,
  },
  {
    name: 'Enter in a form',
    html: '<form method="post" action="/save"><input class="short-note" name="n" value="förkyld"></form>',
    key: 'Enter',
  },
  {
    name: 'Enter without a form',
    html: '<input class="short-note" value="förkyld">',
    go: '',
    key: 'Enter',
  },
  { name: 'Ctrl+Enter', html: NOTE, key: 'Control+Enter' },
  { name: 'Ctrl+S', html: NOTE, key: 'Control+S' },
];

const SCRIPTS: Way[] = [
  {
    name: '`form.submit()`, with inputs named submit and action',
    html: `<form method="post" action="/save">@<input type="hidden" name="submit" value="1"><input type="hidden" name="action"></form>${go}`,
    go: 'HTMLFormElement.prototype.submit.call(document.forms[0])',
  },
  {
    name: '`form.requestSubmit()`',
    html: `<form method="post" action="/save">@</form>${go}`,
    go: 'document.forms[0].requestSubmit()',
  },
  {
    name: '`form.requestSubmit(button)`',
    html: `<form method="post" action="/save">@<button name="b" value="2" id="b" hidden></button></form>${go}`,
    go: `document.forms[0].requestSubmit(document.querySelector('#b'))`,
  },
  {
    name: '`requestSubmit()` in a closed shadow root',
    html: `${go}<div id="host"></div><script>
      const root = document.querySelector('#host').attachShadow({ mode: 'closed' });
      root.innerHTML = '<form method="post" action="/save"><textarea class="remark" name="c"></textarea></form>';
      root.querySelector('textarea').value = 'förkyld åäö';
    </script>`,
    go: `root.querySelector('form').requestSubmit()`,
  },
];

const fetched = (name: string, body: string, more = ''): Way => ({
  name: `\`fetch\`, ${name}`,
  html: `@${go}`,
  go: `${more}; fetch('/save', { method: 'POST', body: ${body} }).then((a) => a.text().then(tell), caught)`,
  told: FAILED,
  saved: 'saved',
});

const asked = (name: string, body: string, more = '', end = ''): Way => ({
  name: `XMLHttpRequest, ${name}`,
  html: `@${go}`,
  go: `${more}; const x = new XMLHttpRequest(); x.open('POST', '/save'); follow(x); x.setRequestHeader('X-Own', '1'); x.send(${body}); ${end}`,
  told: BROKEN,
  saved: 'loadstart, readystatechange 4 200, load, loadend',
});

const BODIES: [string, string, string?][] = [
  ['text', 'note()'],
  ['JSON', `JSON.stringify({ id: 7, note: note() })`],
  ['URLSearchParams, changed after', 'q', 'const q = new URLSearchParams({ c: note() })'],
  ['FormData', 'f', `const f = new FormData(); f.append('c', note()); f.append('n', '1')`],
  ['Blob', `new Blob([JSON.stringify({ note: note() })], { type: 'application/json' })`],
  ['Blob of bytes', `new Blob([new TextEncoder().encode(note())])`],
  ['ArrayBuffer', 'new TextEncoder().encode(note()).buffer'],
  ['bytes', `new TextEncoder().encode('c=' + encodeURIComponent(note()))`],
  [
    'HTML of a rich editor in JSON',
    `JSON.stringify({ html: '<p>' + note().replace(/&/g, '&amp;').replace(/</g, '&lt;').replace('för', '<b>för</b>') + '</p>' })`,
  ],
];

const REQUESTS: Way[] = [
  ...BODIES.map(([name, body, more]) => fetched(name, body, more)),
  {
    ...fetched('a Request', ''),
    go: `fetch(new Request('/save', { method: 'POST', body: note() })).then((a) => a.text().then(tell), caught)`,
  },
  {
    ...fetched('in the address', ''),
    go: `fetch('/save?c=' + encodeURIComponent(note())).then((a) => a.text().then(tell), caught)`,
  },
  ...BODIES.map(([name, body, more]) => asked(name, body, more)),
  {
    ...asked('in the address', ''),
    go: `const x = new XMLHttpRequest(); x.open('GET', '/save?c=' + encodeURIComponent(note())); follow(x); x.send()`,
  },
  {
    ...asked('synchronous', ''),
    go: `const x = new XMLHttpRequest(); x.open('POST', '/save', false);
      try { x.send(note()); tell(x.responseText) } catch (error) { tell(error.name) }`,
    told: 'NetworkError',
    saved: 'saved',
  },
  {
    name: '`sendBeacon`',
    html: `@${go}`,
    go: `tell(navigator.sendBeacon('/save', new URLSearchParams({ c: note() })))`,
    told: 'true',
    saved: 'true',
  },
  {
    name: '`sendBeacon`, Blob of JSON',
    html: `@${go}`,
    go: `navigator.sendBeacon('/save', new Blob([JSON.stringify({ c: note() })], { type: 'application/json' }))`,
  },
  {
    name: 'WebSocket message',
    html: `@${go}`,
    go: `const send = () => { socket.send(JSON.stringify({ note: note() })); socket.send('ping') };
      socket?.readyState === 1 ? send() : connect().then(send)`,
    told: 'closed 4000',
  },
];

/** Those without a page load can share a page. */
export const isRequest = (way: Way): boolean => REQUESTS.includes(way);

export const WAYS: readonly (Way & { ring: string })[] = [
  ...GESTURES.map((way) => Object.assign(way, { ring: 'gestures' })),
  ...SCRIPTS.map((way) => Object.assign(way, { ring: 'scripts' })),
  ...REQUESTS.map((way) => Object.assign(way, { ring: 'requests' })),
];

const TEXT = 'förkyld, var hemma\nkom 10.15 "åäö" & <b> 100 % 🙂';
const FIELD = `<textarea class="remark" name="c">${TEXT.replace('&', '&amp;').replace('<', '&lt;')}</textarea>`;

/** What is told is to be read in `document.body.dataset.told`. */
const SCRIPT = `
  const note = () => document.querySelector('.remark, .short-note').value;
  const said = [];
  const tell = (what) => { said.push(what); document.body.dataset.told = said.join(', ') };
  const forget = () => { said.length = 0; document.body.dataset.told = '' };
  const caught = (error) => tell(error.name);
  const follow = (x) => {
    for (const type of ['loadstart', 'readystatechange', 'load', 'error', 'loadend'])
      x.addEventListener(type, () => {
        if (type === 'readystatechange') { if (x.readyState === 4) tell(type + ' 4 ' + x.status) }
        else tell(type);
      });
  };
  let socket;
  const connect = () => new Promise((done) => {
    socket = new WebSocket(location.href.replace('http', 'ws') + 'socket');
    socket.onopen = done;
    socket.onclose = (e) => tell('closed ' + e.code);
  });`;

/** The page of a way. */
export function pageOf({ html, go, key }: Way): string {
  const save = `fetch('/save', { method: 'POST', body: note() })`;
  const pressed = key
    ? `addEventListener('keydown', (event) => {
        const { key, ctrlKey } = event;
        const isSave = ${key.startsWith('Control') ? `ctrlKey && key.toLowerCase() === '${key.split('+')[1]?.toLowerCase()}'` : `key === 'Enter' && !event.target.form`};
        if (isSave) { ${save}; event.preventDefault() }
      })`
    : `document.querySelector('#go').addEventListener('click', (event) => { ${go ?? ''} })`;
  return `<body>${html.replace(NOTE, FIELD)}${SIGN}<script>${SCRIPT}\n${pressed}</script>`;
}

/** One page for all ways that need no page of their own; `#go` saves in the way of `current`. */
export function pageOfRequests(): string {
  const saves = REQUESTS.map(({ name, go: save }) => `${JSON.stringify(name)}: () => { ${save} }`);
  return `<body>${FIELD}${go}${SIGN}<script>${SCRIPT}
    const saves = { ${saves.join(',\n')} };
    let current;
    document.querySelector('#go').addEventListener('click', () => saves[current]());
    const begin = (name, i) => {
      current = name;
      forget();
      document.querySelector('textarea').value = ${JSON.stringify(TEXT)} + ' ' + i;
    };
  </script>`;
}

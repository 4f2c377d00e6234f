import type { Row } from './row.ts';
import { tryFields } from './table.ts';

const AREA =
  '<textarea class="note" rows="4" cols="50" style="font: 16px/24px sans-serif"></textarea>';
const SIZE = 'style="width: 700px; height: 200px"';

const framed = (name: string, frame: string, more: Partial<Row> = {}): Row => ({
  name,
  html: frame,
  frames: ['iframe'],
  field: 'textarea',
  inner: AREA,
  ...more,
});
const srcdoc = (name: string, attributes: string): Row =>
  framed(name, `<iframe ${SIZE} ${attributes} srcdoc='${AREA}'></iframe>`);

tryFields('Fields in frames', [
  framed('same origin', `<iframe ${SIZE} src="INNER"></iframe>`),
  framed('another origin', `<iframe ${SIZE} src="ELSEWHEREINNER"></iframe>`),
  srcdoc('srcdoc', ''),
  srcdoc('sandboxed srcdoc, allow-scripts', 'sandbox="allow-scripts"'),
  srcdoc(
    'sandboxed srcdoc, allow-scripts and allow-same-origin',
    'sandbox="allow-scripts allow-same-origin"',
  ),
  srcdoc('sandboxed srcdoc, allow-same-origin', 'sandbox="allow-same-origin"'),
  framed(
    'about:blank, written by a script',
    `<iframe ${SIZE}></iframe><script>
      const inner = document.querySelector('iframe').contentDocument;
      inner.open();
      inner.write('<!doctype html>${AREA}');
      inner.close();
    </script>`,
  ),
  framed(
    'about:blank, filled by a script',
    `<iframe ${SIZE}></iframe><script>
      document.querySelector('iframe').contentDocument.body.innerHTML = '${AREA}';
    </script>`,
  ),
  framed(
    'blob:',
    `<iframe ${SIZE}></iframe><script>
      const blob = new Blob(['<!doctype html>${AREA}'], { type: 'text/html' });
      document.querySelector('iframe').src = URL.createObjectURL(blob);
    </script>`,
  ),
  framed('a written frame in a frame', `<iframe ${SIZE} src="INNER"></iframe>`, {
    inner: `<iframe style="width: 600px; height: 150px" srcdoc='${AREA}'></iframe>`,
    frames: ['iframe', 'iframe'],
  }),
  framed(
    'a document of designMode',
    `<iframe ${SIZE}></iframe><script>
      const inner = document.querySelector('iframe').contentDocument;
      inner.body.className = 'note';
      inner.designMode = 'on';
    </script>`,
    { field: 'body' },
  ),
]);

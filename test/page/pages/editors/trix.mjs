import 'trix';
import 'trix/dist/trix.css';
import { place, ready } from './ready.mjs';

const form = place();
form.innerHTML = '<input type="hidden" id="held" name="n"><trix-editor input="held"></trix-editor>';
const element = form.querySelector('trix-editor');
element.addEventListener('trix-initialize', () =>
  ready({
    text: () => element.editor.getDocument().toString(),
    held: () => form.querySelector('#held').value,
    put: (lines) => element.editor.loadHTML(lines.map((line) => `<div>${line}</div>`).join('')),
  }),
);

import Quill from 'quill';
import 'quill/dist/quill.snow.css';
import { place, ready } from './ready.mjs';

const quill = new Quill(place(), { theme: 'snow' });
ready({
  text: () => quill.getText(),
  held: () => quill.getSemanticHTML() + JSON.stringify(quill.getContents()),
  put: (lines) => quill.setText(lines.join('\n')),
});

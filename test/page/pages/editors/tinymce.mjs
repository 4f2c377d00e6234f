import { ready } from './ready.mjs';

// The page has loaded it from its own files; it finds its themes and skins beside itself.
const { tinymce } = globalThis;
const inline = document.querySelector('div.note') !== null;
const [editor] = await tinymce.init({
  selector: '.note',
  inline,
  license_key: 'gpl',
  promotion: false,
  branding: false,
  entity_encoding: 'raw',
});
ready({
  text: () => editor.getContent({ format: 'text' }),
  held: () => editor.getContent(),
  put: (lines) => editor.setContent(lines.map((line) => `<p>${line}</p>`).join('')),
});

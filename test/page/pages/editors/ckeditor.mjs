import { place, ready } from './ready.mjs';

// The page has loaded it from its own files.
const { ClassicEditor, Essentials, Paragraph, Bold, Italic, List } = globalThis.CKEDITOR;
const editor = await ClassicEditor.create(place(), {
  licenseKey: 'GPL',
  plugins: [Essentials, Paragraph, Bold, Italic, List],
  toolbar: ['undo', 'redo', 'bold', 'italic', 'bulletedList'],
});
ready({
  text: () => editor.editing.view.getDomRoot().innerText,
  held: () => editor.getData(),
  put: (lines) => editor.setData(lines.map((line) => `<p>${line}</p>`).join('')),
});

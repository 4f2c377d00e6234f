import { Editor } from '@tiptap/core';
import StarterKit from '@tiptap/starter-kit';
import { place, ready } from './ready.mjs';

const editor = new Editor({ element: place(), extensions: [StarterKit] });
ready({
  text: () => editor.getText({ blockSeparator: '\n' }),
  held: () => editor.getHTML(),
  put: (lines) => editor.commands.setContent(lines.map((line) => `<p>${line}</p>`).join('')),
});

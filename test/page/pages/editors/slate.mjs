import { createElement, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { createEditor, Editor, Node, Transforms } from 'slate';
import { withHistory } from 'slate-history';
import { Editable, Slate, withReact } from 'slate-react';
import { place, ready } from './ready.mjs';

const paragraph = (text) => ({ type: 'paragraph', children: [{ text }] });
const editor = withHistory(withReact(createEditor()));

function Note() {
  const [initialValue] = useState([paragraph('')]);
  const onKeyDown = (event) => {
    if (!event.ctrlKey || event.key !== 'z') return;
    event.preventDefault();
    editor.undo();
  };
  return createElement(
    Slate,
    { editor, initialValue },
    createElement(Editable, { onKeyDown, placeholder: 'Var förkyld?' }),
  );
}

createRoot(place()).render(createElement(Note));
ready({
  text: () => editor.children.map((child) => Node.string(child)).join('\n'),
  held: () => JSON.stringify(editor.children),
  put(lines) {
    Transforms.select(editor, Editor.range(editor, []));
    Transforms.insertFragment(editor, lines.map(paragraph));
  },
});

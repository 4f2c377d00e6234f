import { ContentState, convertToRaw, Editor, EditorState } from 'draft-js';
import { createElement, useState } from 'react';
import { createRoot } from 'react-dom/client';
import 'draft-js/dist/Draft.css';
import { place, ready } from './ready.mjs';

let state = EditorState.createEmpty();
let show = () => {};

function Note() {
  const [editorState, setState] = useState(state);
  const onChange = (next) => {
    state = next;
    setState(next);
  };
  show = onChange;
  return createElement(Editor, { editorState, onChange, placeholder: 'Var förkyld?' });
}

createRoot(place()).render(createElement(Note));
ready({
  text: () => state.getCurrentContent().getPlainText('\n'),
  held: () => JSON.stringify(convertToRaw(state.getCurrentContent())),
  put: (lines) =>
    show(
      EditorState.push(state, ContentState.createFromText(lines.join('\n')), 'insert-characters'),
    ),
});

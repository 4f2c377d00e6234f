import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { place, ready } from './ready.mjs';

const view = new EditorView({
  parent: place(),
  state: EditorState.create({
    extensions: [
      history(),
      keymap.of([...defaultKeymap, ...historyKeymap]),
      EditorView.lineWrapping,
      placeholder('Var förkyld?'),
      // As tall as notes are, so that a long one is drawn in part.
      EditorView.theme({ '&': { maxHeight: '300px' }, '.cm-scroller': { overflow: 'auto' } }),
    ],
  }),
});
ready({
  text: () => view.state.doc.toString(),
  held: () => JSON.stringify(view.state.toJSON()),
  put: (lines) =>
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: lines.join('\n') } }),
});

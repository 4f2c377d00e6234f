import { baseKeymap } from 'prosemirror-commands';
import { history, redo, undo } from 'prosemirror-history';
import { keymap } from 'prosemirror-keymap';
import { schema } from 'prosemirror-schema-basic';
import { EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import 'prosemirror-view/style/prosemirror.css';
import { place, ready } from './ready.mjs';

const view = new EditorView(place(), {
  state: EditorState.create({
    schema,
    plugins: [history(), keymap({ 'Mod-z': undo, 'Mod-y': redo }), keymap(baseKeymap)],
  }),
});
ready({
  text: () => view.state.doc.textBetween(0, view.state.doc.content.size, '\n'),
  held: () => JSON.stringify(view.state.doc),
  put(lines) {
    const { tr, doc } = view.state;
    const nodes = lines.map((line) => schema.node('paragraph', null, schema.text(line)));
    view.dispatch(tr.replaceWith(0, doc.content.size, nodes));
  },
});

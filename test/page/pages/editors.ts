// A page with rich text editors as their makers ship them, and what each says its content is.
import { createEmptyHistoryState, registerHistory } from '@lexical/history';
import { registerRichText } from '@lexical/rich-text';
import { $getRoot, createEditor } from 'lexical';
import { baseKeymap } from 'prosemirror-commands';
import { history, redo, undo } from 'prosemirror-history';
import { keymap } from 'prosemirror-keymap';
import { schema } from 'prosemirror-schema-basic';
import { EditorState } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import Quill from 'quill';
import 'trix';
import 'prosemirror-view/style/prosemirror.css';
import 'quill/dist/quill.snow.css';
import 'trix/dist/trix.css';

/** What each editor holds as its text, by name. */
const contents: Record<string, () => string> = {};
Object.assign(globalThis, { contents });

const place = (name: string) => {
  const section = document.createElement('section');
  section.id = name;
  document.body.append(section);
  return section.appendChild(document.createElement('div'));
};

const view = new EditorView(place('prosemirror'), {
  state: EditorState.create({
    schema,
    plugins: [history(), keymap({ 'Mod-z': undo, 'Mod-y': redo }), keymap(baseKeymap)],
  }),
});
contents.prosemirror = () => view.state.doc.textBetween(0, view.state.doc.content.size, '\n');

const quill = new Quill(place('quill'), { theme: 'snow' });
contents.quill = () => quill.getText().trimEnd();

const lexicalHost = place('lexical');
lexicalHost.contentEditable = 'true';
const lexical = createEditor({
  namespace: 'note',
  onError(error) {
    throw error;
  },
});
lexical.setRootElement(lexicalHost);
registerRichText(lexical);
registerHistory(lexical, createEmptyHistoryState(), 100);
contents.lexical = () => lexical.getEditorState().read(() => $getRoot().getTextContent());

const trix = document.createElement('trix-editor');
place('trix').append(trix);
contents.trix = () =>
  (trix as never as { editor: { getDocument(): { toString(): string } } }).editor
    .getDocument()
    .toString()
    .trimEnd();

const plain = place('plain');
plain.contentEditable = 'true';
contents.plain = () => plain.innerText.trimEnd();

const only = place('plaintext-only');
only.contentEditable = 'plaintext-only';
contents['plaintext-only'] = () => only.innerText.trimEnd();

document.body.dataset.ready = 'true';

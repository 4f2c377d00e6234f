import { createEmptyHistoryState, registerHistory } from '@lexical/history';
import { registerRichText } from '@lexical/rich-text';
import { $createParagraphNode, $createTextNode, $getRoot, createEditor } from 'lexical';
import { place, ready } from './ready.mjs';

const host = place();
host.contentEditable = 'true';
const editor = createEditor({
  namespace: 'note',
  onError(error) {
    throw error;
  },
});
editor.setRootElement(host);
registerRichText(editor);
registerHistory(editor, createEmptyHistoryState(), 100);
ready({
  text: () => editor.getEditorState().read(() => $getRoot().getTextContent()),
  held: () => JSON.stringify(editor.getEditorState()),
  put(lines) {
    editor.update(() => {
      const paragraphs = lines.map((line) => $createParagraphNode().append($createTextNode(line)));
      $getRoot()
        .clear()
        .append(...paragraphs);
    });
  },
});

import { render } from 'preact';
import { Editor } from './editor.ts';
import { Shell } from './shell.tsx';
import { language } from './words.ts';

document.documentElement.lang = language;
const editor = new Editor();
await editor.start();
render(<Shell editor={editor} />, document.getElementById('view') as HTMLElement);

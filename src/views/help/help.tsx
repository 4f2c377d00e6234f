import { showHelp } from './page.tsx';
import { texts } from './texts.ts';

showHelp(texts.teachers);

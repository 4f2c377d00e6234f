import { showHelp } from './page.tsx';

showHelp('teachers');

import { showHelp } from './page.tsx';

showHelp('officers');

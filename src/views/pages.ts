/** The pages of the extension, as links from one to another. */
export const EDITOR = '/src/views/options/options.html';
export const WELCOME = '/src/views/welcome/welcome.html';
export const HELP = '/src/views/help/help.html';
export const OFFICERS = '/src/views/help/officers.html';

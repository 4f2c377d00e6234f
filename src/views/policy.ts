import browser from 'webextension-polyfill';

/** A text of the interface, in the browser's language. */
export const t = (key: string, ...values: string[]) => browser.i18n.getMessage(key, values);

/** The language that the texts are in, which is not always the one the browser names. */
export const language = t('language');

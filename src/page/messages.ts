import { browser } from './browser.ts';
import { withKeysOf } from './key-names.ts';

/**
 * Texts towards the teacher, from `_locales`. All are read when the first is needed: most pages need
 * none, and an old content script that outlives its extension cannot ask for them any more.
 */
const KEYS = [
  'language',
  'chipOne',
  'chipMany',
  'chipHint',
  'chipUnsavedOne',
  'chipUnsavedMany',
  'cardLabel',
  'cardInstead',
  'cardInsteadOf',
  'cardAsk',
  'cardAll',
  'cardReplaceAll',
  'cardPhrases',
  'cardPhrasesHow',
  'cardWhy',
  'cardLeave',
  'cardLeaveHint',
  'cardFalse',
  'cardCount',
  'cardShowAll',
  'cardPrevious',
  'cardClose',
  'cardTextGone',
  'cardFieldGone',
  'cardNext',
  'cardSaveAnyway',
  'remarksNone',
  'purposeLabel',
  'purposeFold',
  'purposeFolded',
  'purposeShow',
  'phrasesLabel',
  'phrasesKeys',
  'phrasesNone',
  'phrasesWritten',
  'listOne',
  'listMany',
  'reportLeft',
  'reportStays',
  'reportWhat',
  'reportContact',
  'reportCopy',
  'reportCopied',
  'reportRefused',
  'warningTitle',
  'warningTitleSend',
  'warningLead',
  'warningStakeRecord',
  'warningStakeGuardians',
  'warningStakeEmail',
  'warningBlockedTitle',
  'warningBlockedTitleSend',
  'warningTimes',
  'warningReplace',
  'warningReplaced',
  'warningReplacedLast',
  'warningClean',
  'warningCleanSend',
  'warningCleanLead',
  'warningChanged',
  'warningChangedLead',
  'warningChangedLeadSend',
  'warningSave',
  'warningSend',
  'warningDone',
  'warningBack',
  'warningBackSend',
  'warningMore',
  'warningFewer',
  'warningReason',
  'warningChange',
  'warningAnyway',
  'warningAnywaySend',
  'category_health',
  'category_judgement',
  'category_offensive',
  'category_sensitive',
  'category_circumstances',
  'category_identity',
] as const;
export type MessageKey = (typeof KEYS)[number];
export type Messages = (key: MessageKey, ...values: (string | number)[]) => string;

/** The texts of the browser's language. */
export function loadMessages(): Messages {
  let texts: Map<MessageKey, string> | undefined;
  // "$1" stands for itself here, and is filled in when a text is used.
  const text = (key: MessageKey) => withKeysOf(browser.i18n.getMessage(key, ['$1', '$2', '$3']));
  return (key, ...values) => {
    texts ??= new Map(KEYS.map((one) => [one, text(one)]));
    return (texts.get(key) ?? '').replace(/\$(\d)/g, (_, n) => String(values[Number(n) - 1] ?? ''));
  };
}

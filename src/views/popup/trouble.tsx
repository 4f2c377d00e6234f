import { siteOf } from '../../policy/fetch-file.ts';
import type { PolicyHead } from '../../policy/policy.ts';
import { isOfStored } from '../../policy/whose.ts';
import { EDITOR } from '../pages.ts';
import { t } from '../policy.ts';
import { refusalWords } from '../refusal.ts';
import { allow } from '../sites.tsx';
import type { State } from './state.ts';

/** Mostly these pass by themselves, and worry nobody for a week, in milliseconds. */
const PASSING: readonly string[] = ['remote_silent', 'remote_brokenOff', 'remote_tooSlow'];
const WEEK = 7 * 24 * 3_600_000;

type Troubles = Pick<State, 'remote' | 'wrong' | 'isBroken' | 'isMoved'>;

/**
 * What is wrong with the instruction: for a teacher one plain sentence and whom to turn to. What it is in
 * the words of those who can mend it stands behind "Detaljer för it".
 */
export function Trouble({ policy, ...all }: Troubles & { policy: PolicyHead }) {
  const { remote, wrong, isBroken, isMoved } = all;
  const { contact, language } = policy;
  const error = remote?.error;
  const isTold = Boolean(error) || wrong.length > 0 || isBroken;
  if (!isTold && !isMoved) return null;
  const isNew = remote?.accepted && Date.now() - (remote.fetchedAt ?? 0) < WEEK;
  const passes =
    isRenewing(all) ||
    (isNew && error && PASSING.includes(error.key) && wrong.every(isOfStored) && !isBroken);
  const stays = remote?.accepted ? 'popupEditionStays' : 'popupEditionNone';
  return (
    <div class={passes ? 'trouble soft' : 'trouble warning'}>
      <p>
        {t(sentenceOf(all))}{' '}
        {passes ? null : isBroken && contact ? (
          <>
            {t('popupTellContact')} <span lang={language}>{contact}.</span>
          </>
        ) : (
          t('popupTellIt')
        )}
      </p>
      {remote && error?.key === 'remote_marked' && (
        <button type="button" onClick={() => allow(siteOf(remote.address))}>
          {t('editor_allow')}
        </button>
      )}
      {isTold && (
        <details>
          <summary>{t('popupForIt')}</summary>
          {error && (
            <p>
              {refusalWords(error)} {!wrong.some(isOfStored) && t(stays)}
            </p>
          )}
          {wrong.map((problem) => (
            <p key={JSON.stringify(problem)}>{refusalWords(problem)}</p>
          ))}
          {isBroken && (
            <p>
              <a href={`${EDITOR}#in-force`} target="_blank" rel="noopener">
                {t('popupBrokenShow')}
              </a>
            </p>
          )}
        </details>
      )}
    </div>
  );
}

/** What came is out of date, or from another address, and none was asked since: that is within minutes. */
const isRenewing = ({ remote, wrong, isBroken, isMoved }: Troubles) =>
  (isMoved || wrong.length > 0) && wrong.every(isOfStored) && !remote?.error && !isBroken;

/** Of several troubles the one that matters most. */
function sentenceOf(all: Troubles): string {
  const { remote, wrong, isBroken } = all;
  if (remote?.error && !remote.accepted) return 'popupNotFetched';
  if (isBroken) return 'popupBroken';
  if (isRenewing(all)) return 'popupRenewing';
  if (!wrong.length) return 'popupNotRenewed';
  // The last one fetched does not hold in full: it is not what is asked for now.
  return wrong.every(isOfStored) ? 'popupNotFetched' : 'popupSettings';
}

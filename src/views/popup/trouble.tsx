import { siteOf } from '../../policy/fetch-file.ts';
import type { PolicyHead } from '../../policy/policy.ts';
import type { Problem } from '../../policy/problem.ts';
import { EDITOR } from '../pages.ts';
import { t } from '../policy.ts';
import { refusalWords } from '../refusal.ts';
import { allow } from '../sites.tsx';
import type { State } from './state.ts';

/** Mostly these pass by themselves, and worry nobody for a week, in milliseconds. */
const PASSING: readonly string[] = ['remote_silent', 'remote_brokenOff', 'remote_tooSlow'];
const WEEK = 7 * 24 * 3_600_000;

/** The edition that came last is told to be out of date. */
const isOfStored = ({ key }: Problem) => key.startsWith('remote_stored');

type TroubleProps = Pick<State, 'remote' | 'wrong' | 'isBroken'> & { policy: PolicyHead };

/**
 * What is wrong with the instruction: for a teacher one plain sentence and whom to turn to. What it is in
 * the words of those who can mend it stands behind "Detaljer för it".
 */
export function Trouble({ remote, wrong, isBroken, policy: { contact, language } }: TroubleProps) {
  const error = remote?.error;
  if (!error && !wrong.length && !isBroken) return null;
  const isNew = remote?.accepted && Date.now() - (remote.fetchedAt ?? 0) < WEEK;
  const passes =
    isRenewing({ remote, wrong, isBroken }) ||
    (isNew && error && PASSING.includes(error.key) && !wrong.length && !isBroken);
  const stays = remote?.accepted ? 'popupEditionStays' : 'popupEditionNone';
  return (
    <div class={passes ? 'trouble soft' : 'trouble warning'}>
      <p>
        {t(sentenceOf({ remote, wrong, isBroken }))}{' '}
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
    </div>
  );
}

/** What came is out of date, and the address has not been asked since: it is within minutes. */
const isRenewing = ({ remote, wrong, isBroken }: Omit<TroubleProps, 'policy'>) =>
  wrong.length > 0 && wrong.every(isOfStored) && !remote?.error && !isBroken;

/** Of several troubles the one that matters most. */
function sentenceOf({ remote, wrong, isBroken }: Omit<TroubleProps, 'policy'>): string {
  if (remote?.error && !remote.accepted) return 'popupNotFetched';
  if (isBroken) return 'popupBroken';
  if (isRenewing({ remote, wrong, isBroken })) return 'popupRenewing';
  return wrong.length ? 'popupSettings' : 'popupNotRenewed';
}

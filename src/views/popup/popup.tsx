import { render } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { EDITOR, HELP } from '../pages.ts';
import { language, t } from '../policy.ts';
import './popup.css';
import { letIn, pause, readState, resume, type State, watchState } from './state.ts';
import { Trouble } from './trouble.tsx';

/** What a teacher may want to know of the page before her, at one look. */
function Popup({ first }: { first: State | null }) {
  const [state, setState] = useState(first);
  useEffect(() => {
    const look = async () => setState(await readState());
    watchState(look);
    // Something may have changed while the page was asked for the first state.
    look();
  }, []);
  useKeptFocus();
  const standing = state?.standing;
  const isNews = useRef(false);
  if (standing !== first?.standing) isNews.current = true;
  const news = (
    <p key="news" class="unseen" role="status">
      {isNews.current && standing && t(`popup_${standing}`)}
    </p>
  );
  if (!state)
    return (
      <>
        <p>{t('optionsNone')}</p>
        {news}
      </>
    );
  return (
    <>
      <Page state={state} />
      {news}
      {state.last && state.standing === 'watched' && <Field last={state.last} />}
      <Instruction state={state} />
      <section>
        <p>
          {t('popupPrivacy')} <a {...newTab(`${HELP}#check`)}>{t('popupCheck')}</a>
        </p>
        <p class="soft links">
          <a {...newTab(HELP)}>{t('popupHelp')}</a>
          <a {...newTab(EDITOR)}>{t('popupMore')}</a>
        </p>
      </section>
    </>
  );
}

/** When what had the focus is gone, as a button is that was pressed, what came in its place has it. */
function useKeptFocus() {
  const held = useRef<EventTarget | null>(null);
  useEffect(
    () => document.addEventListener('focusin', ({ target }) => (held.current = target)),
    [],
  );
  useLayoutEffect(() => {
    if (!(held.current instanceof Element) || held.current.isConnected) return;
    const inPage = (selector: string) => document.querySelector<HTMLElement>(`.page ${selector}`);
    (inPage('button') ?? inPage('h1'))?.focus();
  });
}

/** A popup is too small for another page. */
const newTab = (href: string) => ({ href, target: '_blank' });

const SIGNS = {
  watched: '✓',
  forbidden: '!',
  unnamed: '–',
  paused: 'II',
  silent: '!',
  unread: '!',
  strange: '–',
} as const;

/** Whether the page is read, and what can be done about it. */
function Page({ state }: { state: State }) {
  const { standing, fields, host, last } = state;
  return (
    <div class="page" data-standing={standing}>
      <h1 tabIndex={-1}>
        <span class="sign" aria-hidden="true">
          {SIGNS[standing]}
        </span>
        {t(`popup_${standing}`)}
      </h1>
      {standing === 'watched' && !last && fields.length > 0 && (
        <p class="soft" lang={state.inForce.policy.language}>
          {fields.join(' · ')}
        </p>
      )}
      {(standing !== 'watched' || !fields.length) && (
        <p class="soft">{t(`popup_${standing}_help`, host)}</p>
      )}
      {standing === 'forbidden' && (
        <button key="let-in" type="button" class="primary" onClick={() => letIn(state)}>
          {t('popupAllow')}
        </button>
      )}
      {standing === 'unnamed' && (
        <a class="button" {...newTab(`${EDITOR}#fields`)}>
          {t('popupPoint')}
        </a>
      )}
      {standing === 'paused' && (
        <button key="resume" type="button" class="primary" onClick={() => resume(state)}>
          {t('popupResume')}
        </button>
      )}
      {standing === 'watched' && state.mayPause && (
        <button key="pause" type="button" onClick={() => pause(state)}>
          {t('popupPause')}
        </button>
      )}
    </div>
  );
}

/** The field the teacher is in: what it is for, and how many remarks it has. */
function Field({ last: { name, purpose, remarks } }: { last: NonNullable<State['last']> }) {
  // Many begin with the name, as they are read at the field.
  const rest = purpose.startsWith(`${name}: `) ? purpose.slice(name.length + 2) : purpose;
  const found = ['popupRemarksNone', 'popupRemarksOne'][remarks] ?? 'popupRemarksMany';
  return (
    <section aria-labelledby="field">
      <h2 id="field">{t('popupField')}</h2>
      <p>
        <strong>{name}</strong>
        <br />
        {rest.charAt(0).toUpperCase() + rest.slice(1)}
      </p>
      <p class={remarks ? 'remarks' : 'remarks none'}>{t(found, String(remarks))}</p>
    </section>
  );
}

/** Which instruction is in force, and from where. */
function Instruction({ state }: { state: State }) {
  const { inForce, wrong, isBroken, remote, isMoved, isItKnown } = state;
  const { policy, layer } = inForce;
  const { reviewBy } = policy;
  const day = (at: string | number) =>
    new Date(at).toLocaleDateString(language, { dateStyle: 'long' });
  return (
    <section aria-labelledby="instruction">
      <h2 id="instruction">{t('popupInstruction')}</h2>
      <p>
        <strong lang={policy.language}>{policy.name}</strong>
        <br />
        {t('optionsVersion', policy.version)} · {t(`optionsSource_${layer.replace('-', '_')}`)}
      </p>
      {!isItKnown && <p class="soft">{t('unknownIt')}</p>}
      {reviewBy !== undefined && reviewBy < new Date().toLocaleDateString('sv') && (
        <p class="warning">
          {t('editor_reviewPast', day(`${reviewBy}T12:00`))} {t('editor_reviewPastHelp')}
        </p>
      )}
      {remote?.accepted && remote.fetchedAt !== null && (
        <p class="soft">
          {t('popupEdition', String(remote.accepted.version), day(remote.fetchedAt))}
        </p>
      )}
      <Trouble {...{ remote, wrong, isBroken, isMoved, policy }} />
    </section>
  );
}

document.documentElement.lang = language;
render(<Popup first={await readState()} />, document.getElementById('view') as HTMLElement);

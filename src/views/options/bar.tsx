import { useState } from 'preact/hooks';
import { t } from '../policy.ts';
import { Forbidden, sitesWords, useForbidden } from '../sites.tsx';
import { Changes } from './changes.tsx';
import { Confirm, useDialog } from './confirm.tsx';
import { useEditor } from './context.ts';
import { textOf } from './layer.ts';
import { hashOfPath } from './route.ts';

/** So many things that are left out are named. */
const MOST_NAMED = 5;

/** The draft's name and state, and what can be done with it; always there while there is a draft. */
export function Bar() {
  const editor = useEditor();
  const { draft, local, inForce, canUndo, canRedo, changedElsewhere, isUnsaved } = editor.shown;
  const force = useDialog();
  const remove = useDialog();
  const [isNew, setNew] = useState(false);
  const after = draft?.reading.resolved?.policy;
  const forbidden = useForbidden(after);
  if (!draft) return null;
  const { told } = draft;
  const leftOut = told.filter(
    ({ level, path }) => level === 'error' || (level === 'todo' && path.length < 3),
  );
  const readsNothing = !after?.fields.length || !after.rules.length;
  const isInForce = local?.text === draft.text;
  const saved = isInForce ? 'editor_stateInForce' : 'editor_stateSaved';
  const heard = changedElsewhere ? 'editor_changedElsewhere' : saved;
  const state = t(isUnsaved ? 'editor_stateFailed' : heard);
  const news = t(forbidden.length ? 'editor_forceHalf' : 'editor_forceDone');
  return (
    <section class="bar" aria-label={t('editor_draft')}>
      <div class="what">
        <p>
          <span class="tag">{t('editor_draft')}</span>{' '}
          <strong>{textOf(draft.written.name) || t('editor_noName')}</strong>
        </p>
        <p class="soft" role="status">
          {isInForce && isNew ? news : state}
        </p>
      </div>
      {told.length > 0 && <Summary />}
      <div class="tools">
        <Step name={t('editor_undo')} sign="↶" isOpen={canUndo} onClick={() => editor.undo()} />
        <Step name={t('editor_redo')} sign="↷" isOpen={canRedo} onClick={() => editor.redo()} />
        <button type="button" class="quiet" onClick={remove.open}>
          {t('editor_removeDraft')}
        </button>
        <button
          type="button"
          class="primary"
          disabled={!after || isInForce}
          onClick={() => {
            setNew(false);
            force.open();
          }}
        >
          {t('editor_force')}
        </button>
      </div>
      {after && isInForce && isNew && <Forbidden policy={after} />}
      <Confirm
        dialog={force}
        title={t('editor_forceTitle')}
        yes={t('editor_forceYes')}
        isShut={readsNothing}
        onYes={async () => {
          await editor.putInForce();
          setNew(true);
        }}
      >
        <p>{t('editor_forceHelp')}</p>
        {readsNothing && <p class="warning">{t('editor_forceNothing')}</p>}
        {leftOut.length > 0 && (
          <div class="warning">
            <p>{t('editor_forceProblems')}</p>
            <ul>
              {leftOut.slice(0, MOST_NAMED).map(({ text }) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </div>
        )}
        {forbidden.length > 0 && <p>{t('editor_forceAsks', sitesWords(forbidden))}</p>}
        {after && (
          <>
            <h3>{t('editor_forceChanges')}</h3>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
            <section class="scrolls" tabIndex={0} aria-label={t('editor_forceChanges')}>
              <Changes before={inForce?.policy ?? null} after={after} level={4} />
            </section>
          </>
        )}
      </Confirm>
      <Confirm
        dialog={remove}
        title={t('editor_removeDraftTitle')}
        yes={t('editor_removeDraftYes')}
        isBad
        onYes={() => {
          editor.remove();
          location.hash = '#in-force';
        }}
      >
        <p>{t('editor_removeDraftHelp')}</p>
      </Confirm>
    </section>
  );
}

/** A step back or forth. */
function Step(own: { name: string; sign: string; isOpen: boolean; onClick: () => void }) {
  return (
    <button
      type="button"
      class="icon"
      aria-label={own.name}
      title={own.name}
      disabled={!own.isOpen}
      onClick={own.onClick}
    >
      <span aria-hidden="true">{own.sign}</span>
    </button>
  );
}

/** All that has to be mended, with the way there. */
function Summary() {
  const { draft } = useEditor().shown;
  const told = draft?.told ?? [];
  const wrong = told.filter(({ level }) => level !== 'todo');
  return (
    <details class="summary">
      <summary class={wrong.length ? 'count' : 'count todo'}>
        {wrong.length
          ? t('editor_toMend', String(wrong.length))
          : t('editor_toFinish', String(told.length))}
      </summary>
      <ul class="lines">
        {told.map(({ path, text }) => (
          <li key={text}>
            <a
              href={hashOfPath(path)}
              onClick={(e) => e.currentTarget.closest('details')?.removeAttribute('open')}
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}

import { BUILT_IN, builtInLayer } from '../../policy/built-in.ts';
import { type Layer, resolve, stackOf } from '../../policy/layers.ts';
import type { PolicyLayer } from '../../policy/policy.ts';
import { rewrite } from '../../policy/rewrite.ts';
import { t } from '../policy.ts';
import { useEditor } from './context.ts';
import { OpenFile } from './open-file.tsx';
import { Page } from './page.tsx';
import type { Route } from './route.ts';
import { language } from './words.ts';

/** In the order most schools ask for them. */
const BASES = ['notes', 'message', 'email', 'health-record'] as const;

/** A draft that says nothing yet, over others. */
export function newDraft(above: readonly string[]): string {
  const today = new Date().toLocaleDateString('sv');
  const layer: PolicyLayer = {
    saklig: 1,
    id: `egen-${today}`,
    name: t('editor_newName'),
    version: '1',
    language,
    languages: ['sv', 'en'],
    ...(above.length && { extends: [...above] }),
  };
  return rewrite('', layer);
}

/** Where a draft begins: from something that is built in, or from a file. */
export function Start({ route }: { route: Route }) {
  const editor = useEditor();
  const begin = (id: string) => {
    editor.replace(newDraft([id]));
    location.hash = '#about';
  };
  const bases = [...BASES.map((name) => `saklig-${name}-${language}`), `saklig-${language}`];
  return (
    <Page route={route} title={t('editor_startOwn')} lead={t('editor_startLead')}>
      {!editor.shown.draft && editor.shown.canUndo && (
        <p>
          <button
            type="button"
            onClick={() => {
              editor.undo();
              location.hash = '#about';
            }}
          >
            {t('editor_takeBack')}
          </button>
        </p>
      )}
      <h2>{t('editor_startBase')}</h2>
      <ul class="cards">
        {bases.map((id) => {
          const layer = BUILT_IN.find(({ policy }) => policy.id === id);
          return layer && <Base key={id} layer={layer} onPick={() => begin(id)} />;
        })}
      </ul>
      <h2>{t('editor_startFile')}</h2>
      <OpenFile replaces={false} />
    </Page>
  );
}

function Base({ layer, onPick }: { layer: Layer; onPick: () => void }) {
  const { policy } = resolve(stackOf(layer, builtInLayer));
  const names = new Intl.ListFormat(language, { type: 'conjunction' });
  const isAll = !layer.policy.fields?.length;
  return (
    <li class="card">
      <button type="button" class="cover" onClick={onPick}>
        <strong>{isAll ? t('editor_startAll') : layer.policy.name}</strong>
        <span class="meaning">
          {isAll
            ? t('editor_startAllHelp', String(policy.fields.length))
            : t('editor_startFor', names.format(policy.fields.map(({ name }) => name)))}
        </span>
      </button>
    </li>
  );
}

import { useRef } from 'preact/hooks';
import type { Place } from '../../policy/policy.ts';
import { addressWords } from '../address-words.ts';
import { t } from '../policy.ts';
import { originOf, useDraft, useEditor } from './context.ts';
import { type Draft, takenIds } from './editor.ts';
import { FieldForm } from './field.tsx';
import { idFor, isTable, itemsOf, listAt, saidAt, textOf, withSaid } from './layer.ts';
import { Page } from './page.tsx';
import { PointAtField } from './point.tsx';
import { isAbout, type Told } from './problems.ts';
import { hashOf, type Route } from './route.ts';

/** The ids of all fields or rules of a draft: those from above, then its own. */
export const idsOf = ({ written, base }: Draft, kind: 'fields' | 'rules') => [
  ...new Set([...itemsOf(base.policy, kind), ...itemsOf(written, kind)].map(({ id }) => id)),
];

/** What a setting of a field or rule says in a draft: its own, or else from above. */
export const saysAt = ({ written, base }: Draft, ...path: string[]) =>
  saidAt(written, path) ?? saidAt(base.policy, path);

/** All fields of the draft, or one. */
export function Fields({ route }: { route: Route }) {
  const draft = useDraft();
  const ids = idsOf(draft, 'fields');
  if (route.id !== undefined && ids.includes(route.id)) {
    return <FieldForm key={route.id} route={route} id={route.id} />;
  }
  return (
    <Page
      route={{ ...route, id: undefined }}
      title={t('editor_page_fields')}
      lead={t('editor_fieldsLead')}
    >
      {ids.length ? (
        <ul class="rows">
          {ids.map((id) => (
            <FieldRow key={id} id={id} />
          ))}
        </ul>
      ) : (
        <p class="empty">{t('editor_fieldsEmpty')}</p>
      )}
      <NewField />
    </Page>
  );
}

function FieldRow({ id }: { id: string }) {
  const draft = useDraft();
  const from = originOf('fields', id, draft);
  const isChanged = saidAt(draft.written, ['fields', id]) !== undefined;
  const { items } = listAt(draft.written, draft.base.policy, ['fields', id, 'where']);
  const addresses = items.flatMap((place) => (isTable(place) ? placeWords(place) : []));
  const told = draft.told.filter((one) => isAbout(one, ['fields', id]));
  return (
    <li class="row">
      <h2>
        <a href={hashOf('fields', id)}>{textOf(saysAt(draft, 'fields', id, 'name')) || id}</a>
      </h2>
      <p>{textOf(saysAt(draft, 'fields', id, 'purpose'))}</p>
      <p class="soft">
        {addresses.length ? [...new Set(addresses)].join(' · ') : t('editor_fieldNowhere')}
      </p>
      <p class="tags">
        <span class="tag">
          {from
            ? t(isChanged ? 'editor_fromChanged' : 'editor_from', from.policy.name)
            : t('editor_ownField')}
        </span>
        <ToMend told={told} />
      </p>
    </li>
  );
}

const placeWords = (place: Record<string, unknown>): string[] =>
  textOf(place.tool)
    ? [textOf(place.tool)]
    : (Array.isArray(place.urls) ? place.urls : []).map((url) => addressWords(textOf(url)));

/** How much has to be mended or finished, as a word in a row. */
export function ToMend({ told }: { told: readonly Told[] }) {
  if (!told.length) return null;
  const wrong = told.filter(({ level }) => level !== 'todo');
  return !wrong.length ? (
    <span class="tag todo">{t('editor_unfinished')}</span>
  ) : (
    <span class="tag bad">{t('editor_toMend', String(wrong.length))}</span>
  );
}

/** Asks only for what one begins with; the rest is asked for where it is explained. */
function NewField() {
  const editor = useEditor();
  const box = useRef<HTMLInputElement>(null);
  const add = (called: string, where?: Place[]) => {
    const { draft } = editor.shown;
    if (!draft || !called.trim()) return;
    const id = idFor(called, takenIds(draft, 'fields'));
    editor.change('', (written, base) => {
      // A field without a purpose would not be read: this one can be put better.
      const purpose = t('editor_newFieldPurpose', called.trim());
      const start = { name: called.trim(), purpose, channel: 'record', where };
      return Object.entries(start).reduce(
        (now, [key, value]) => withSaid(now, ['fields', id, key], value, base),
        written,
      );
    });
    location.hash = hashOf('fields', id);
  };
  return (
    <section class="new" aria-labelledby="new-field-title">
      <h2 id="new-field-title">{t('editor_newField')}</h2>
      <p class="help">{t('editor_newFieldPoint')}</p>
      <PointAtField
        onPick={(place, label) => add(label.trim() || t('editor_newFieldName'), [place])}
      />
      <form
        onSubmit={(e) => {
          e.preventDefault();
          add(box.current?.value ?? '');
        }}
      >
        <label for="new-field">{t('editor_newFieldOr')}</label>
        <p class="help" id="new-field-help">
          {t('editor_newFieldHelp')}
        </p>
        <div class="adding">
          <input
            id="new-field"
            type="text"
            autocomplete="off"
            aria-describedby="new-field-help"
            ref={box}
          />
          <button type="submit">{t('editor_newFieldAdd')}</button>
        </div>
      </form>
    </section>
  );
}

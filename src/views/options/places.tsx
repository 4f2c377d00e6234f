import { useRef, useState } from 'preact/hooks';
import type { Place } from '../../policy/policy.ts';
import { same } from '../../policy/same.ts';
import { addressWords } from '../address-words.ts';
import { t } from '../policy.ts';
import { patternFor } from './address.ts';
import { useDraft, useEditor } from './context.ts';
import { isTable, listAt, listOf, nameOf, textOf, type Written, withList } from './layer.ts';
import { TextList } from './list.tsx';
import { PointAtField } from './point.tsx';
import { Problems, TextBox } from './setting.tsx';
import { helpOf, titleOf } from './words.ts';

/** All text boxes of several lines: what notes are written in nearly everywhere. */
const ALL_BOXES = 'textarea';

/** Where a field is: pages of a tool, and which of their boxes. */
export function Places({ id }: { id: string }) {
  const editor = useEditor();
  const { written, base } = useDraft();
  const path = ['fields', id, 'where'];
  const { items, above } = listAt(written, base.policy, path);
  const say = (next: readonly unknown[], key = '') =>
    editor.change(key, (now, policy) => withList(now, policy, path, next));
  return (
    <section class="setting" aria-labelledby={`${nameOf(path)}-title`}>
      <h2 class="label" id={`${nameOf(path)}-title`}>
        {titleOf(path)}
      </h2>
      <p class="help">{t('editor_whereHelp')}</p>
      {!items.length && <p class="empty">{t('editor_whereEmpty')}</p>}
      <ul class="places">
        {items.map((place, i) => (
          <li key={i}>
            <PlaceForm
              id={`${nameOf(path)}.${i}`}
              number={i + 1}
              place={isTable(place) ? place : {}}
              isAdded={above.length > 0 && !above.some((own) => same(own, place))}
              onChange={(next, key) => say(items.with(i, next), `${nameOf(path)}.${i}.${key}`)}
              onRemove={() => say(items.toSpliced(i, 1))}
            />
            <Problems path={[...path, String(i - above.length)]} />
          </li>
        ))}
      </ul>
      <div class="point-place">
        <PointAtField hasName onPick={(place) => say([...items, place])} />
      </div>
      <details>
        <summary>{t('editor_newPlaceOr')}</summary>
        <NewPlace id={nameOf(path)} onAdd={(place) => say([...items, place])} />
      </details>
    </section>
  );
}

/** An address, as one has it: copied from the tool's page. */
function NewPlace({ id, onAdd }: { id: string; onAdd: (place: Place) => void }) {
  const box = useRef<HTMLInputElement>(null);
  const [isWrong, setWrong] = useState(false);
  const add = () => {
    const pattern = patternFor(box.current?.value ?? '');
    setWrong(pattern === null);
    if (pattern === null) return;
    onAdd({ urls: [pattern], selector: ALL_BOXES });
    if (box.current) box.current.value = '';
  };
  return (
    <div class="new-place">
      <label for={id}>{t('editor_newPlace')}</label>
      <p class="help" id={`${id}-help`}>
        {t('editor_newPlaceHelp')}
      </p>
      <div class="adding">
        <input
          id={id}
          type="text"
          inputMode="url"
          autocomplete="off"
          placeholder="https://"
          aria-describedby={`${id}-help ${id}-wrong`}
          aria-invalid={isWrong || undefined}
          ref={box}
          onInput={() => setWrong(false)}
          onKeyDown={(e) => {
            if (e.key !== 'Enter') return;
            e.preventDefault();
            add();
          }}
        />
        <button type="button" onClick={add}>
          {t('editor_newPlaceAdd')}
        </button>
      </div>
      <p class="problem" id={`${id}-wrong`} role="status">
        {isWrong && t('editor_newPlaceWrong')}
      </p>
    </div>
  );
}

function PlaceForm({
  id,
  number,
  place,
  isAdded,
  onChange,
  onRemove,
}: {
  id: string;
  number: number;
  place: Written;
  isAdded: boolean;
  onChange: (place: Written, key: string) => void;
  onRemove: () => void;
}) {
  const urls = listOf(place.urls).map(textOf);
  const selector = textOf(place.selector);
  const isAll = selector === ALL_BOXES;
  const said = textOf(place.tool) || urls.map(addressWords).join(', ');
  const set = (key: string, value: unknown) => {
    const { [key]: _, ...rest } = place;
    onChange(value === undefined ? rest : { ...rest, [key]: value }, key);
  };
  const box = (key: 'tool' | 'selector' | 'choices' | 'save' | 'frame', isCode = true) => (
    <div class="setting" key={key}>
      <label for={`${id}.${key}`}>{titleOf(['fields', '0', 'where', '0', key])}</label>
      <p class="help" id={`${id}.${key}-help`}>
        {helpOf(['fields', '0', 'where', '0', key])}
      </p>
      <div class={isCode ? 'code' : ''}>
        <TextBox
          id={`${id}.${key}`}
          value={textOf(place[key])}
          describedBy={`${id}.${key}-help`}
          onChange={(value) => set(key, value.trim() ? value : undefined)}
        />
      </div>
    </div>
  );
  return (
    <section class="place" aria-label={t('editor_place', String(number), said)}>
      <div class="head">
        <p>
          <strong>{said}</strong>
          <span class="meaning">
            {textOf(place.tool) && `${urls.map(addressWords).join(', ')} · `}
            {t(isAll ? 'editor_boxesAll' : selector ? 'editor_boxesOne' : 'editor_boxesChoices')}
          </span>
          {isAdded && <span class="tag">{t('editor_addedHere')}</span>}
        </p>
        <button
          type="button"
          class="remove"
          aria-label={t('editor_removeItem', said)}
          title={t('editor_remove')}
          onClick={onRemove}
        >
          <span aria-hidden="true">×</span>
        </button>
      </div>
      <details>
        <summary>{t('editor_placeMore')}</summary>
        {box('tool', false)}
        <TextList
          path={['fields', '0', 'where', '0', 'urls']}
          help={t('editor_newPlaceHelp')}
          items={urls}
          add={t('editor_addAddress')}
          make={(typed) => patternFor(typed) ?? typed}
          onChange={(next, key) => {
            // A place without an address would be none.
            if (next.length) onChange({ ...place, urls: next }, key || 'urls');
          }}
        />
        {!isAll && (
          <p>
            <button type="button" onClick={() => set('selector', ALL_BOXES)}>
              {t('editor_boxesToAll')}
            </button>
          </p>
        )}
        <details>
          <summary>{t('editor_advanced')}</summary>
          <p class="help">{t('editor_advancedPlace')}</p>
          {(['selector', 'choices', 'save', 'frame'] as const).map((key) => box(key))}
        </details>
      </details>
    </section>
  );
}

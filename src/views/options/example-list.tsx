import { useRef } from 'preact/hooks';
import { same } from '../../policy/same.ts';
import { t } from '../policy.ts';
import { useDraft, useEditor } from './context.ts';
import {
  isTable,
  listAt,
  listOf,
  nameOf,
  saidAt,
  textOf,
  type Written,
  withList,
} from './layer.ts';
import type { Told } from './problems.ts';
import { Problems, TextBox } from './setting.tsx';
import { helpOf, titleOf } from './words.ts';

/** The examples of a rule, each with whether it holds. */
export function ExamplesSetting({ id }: { id: string }) {
  const path = ['rules', id, 'examples'];
  return (
    <fieldset class="setting list" id={nameOf(path)} tabIndex={-1}>
      <legend>{titleOf(path)}</legend>
      <p class="help">{helpOf(path)}</p>
      <ExampleList id={id} kind="wrong" />
      <ExampleList id={id} kind="right" />
    </fieldset>
  );
}

type Kind = 'wrong' | 'right';

function ExampleList({ id, kind }: { id: string; kind: Kind }) {
  const editor = useEditor();
  const draft = useDraft();
  const path = ['rules', id, 'examples', kind];
  const { items, above } = listAt(draft.written, draft.base.policy, path);
  const own = listOf(saidAt(draft.written, path));
  const list = useRef<HTMLUListElement>(null);
  const say = (next: readonly unknown[], key = '') =>
    editor.change(key, (written, base) => withList(written, base, path, next));
  const toldOf = (item: unknown): Told[] => {
    const at = own.findIndex((one) => same(one, item));
    const name = at < 0 ? JSON.stringify(item) : String(at);
    return draft.told.filter(
      (one) => nameOf(one.path.slice(0, 4)) === nameOf(path) && one.path[4] === name,
    );
  };
  const title = titleOf(path);
  return (
    <div class="example-list">
      <h3>{title}</h3>
      <ul ref={list}>
        {items.map((item, i) => {
          const told = toldOf(item);
          const note = isTable(item) ? textOf(item.note) : textOf(item);
          return (
            <li key={i} class="example">
              <span class={`state ${told.length ? 'bad' : draft.isTrying ? '' : 'good'}`}>
                <span aria-hidden="true">{told.length ? '✗' : draft.isTrying ? '…' : '✓'}</span>
                <span class="unseen">
                  {t(
                    told.length
                      ? 'editor_exampleBad'
                      : draft.isTrying
                        ? 'editor_exampleTried'
                        : 'editor_exampleGood',
                  )}
                </span>
              </span>
              <div class="parts">
                <TextBox
                  label={t('editor_item', title, String(i + 1))}
                  value={note}
                  onChange={(text) => {
                    if (!text.trim()) return;
                    const next = isTable(item) ? { ...item, note: text } : text;
                    say(items.with(i, next), `${nameOf(path)}.${i}`);
                  }}
                />
                {isTable(item) && (
                  <FindBox
                    item={item}
                    id={`${nameOf(path)}.${i}.find`}
                    onChange={(find) =>
                      say(items.with(i, { ...item, find }), `${nameOf(path)}.${i}.find`)
                    }
                  />
                )}
                {told.map(({ text }) => (
                  <p key={text} class="problem">
                    {text}
                  </p>
                ))}
              </div>
              {above.length > 0 && !above.some((one) => same(one, item)) && (
                <span class="tag">{t('editor_addedHere')}</span>
              )}
              <button
                type="button"
                class="remove"
                aria-label={t('editor_removeItem', note)}
                title={t('editor_remove')}
                onClick={() => {
                  say(items.toSpliced(i, 1));
                  const next =
                    list.current?.parentElement?.querySelector<HTMLElement>('.adding input');
                  next?.focus();
                }}
              >
                <span aria-hidden="true">×</span>
              </button>
            </li>
          );
        })}
      </ul>
      <NewExample kind={kind} onAdd={(item) => say([...items, item])} />
      <Problems path={path} only />
    </div>
  );
}

/** The words that have to be found, with commas between. */
function FindBox({
  item,
  id,
  onChange,
}: {
  item: Written;
  id: string;
  onChange: (find: string[]) => void;
}) {
  return (
    <div class="find">
      <label for={id}>{titleOf(['rules', '0', 'examples', 'wrong', '0', 'find'])}</label>
      <TextBox
        id={id}
        value={listOf(item.find).map(textOf).join(', ')}
        onChange={(text) => {
          const find = wordsIn(text);
          if (find.length) onChange(find);
        }}
      />
    </div>
  );
}

const wordsIn = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

function NewExample({ kind, onAdd }: { kind: Kind; onAdd: (item: unknown) => void }) {
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  const add = () => {
    const note = first.current?.value.trim() ?? '';
    const find = second.current?.value ?? '';
    if (!note) return;
    // Without words of its own the whole note is what has to be found.
    const words = wordsIn(find);
    onAdd(kind === 'right' ? note : { note, find: words.length ? words : [note] });
    for (const box of [first.current, second.current]) if (box) box.value = '';
    first.current?.focus();
  };
  const onKeyDown = (e: KeyboardEvent) => {
    if (e.key !== 'Enter') return;
    e.preventDefault();
    add();
  };
  return (
    <div class="adding">
      <input
        ref={first}
        type="text"
        autocomplete="off"
        aria-label={t(`editor_newExample_${kind}`)}
        placeholder={t(`editor_newExample_${kind}`)}
        onKeyDown={onKeyDown}
      />
      {kind === 'wrong' && (
        <input
          type="text"
          autocomplete="off"
          aria-label={t('editor_newExampleFind')}
          placeholder={t('editor_newExampleFind')}
          ref={second}
          onKeyDown={onKeyDown}
        />
      )}
      <button
        type="button"
        onClick={add}
        aria-label={t('editor_addLabel', t(`editor_newExample_${kind}`))}
      >
        {t('editor_add')}
      </button>
    </div>
  );
}

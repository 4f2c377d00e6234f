import { useRef } from 'preact/hooks';
import { same } from '../../policy/same.ts';
import { t } from '../policy.ts';
import { useDraft, useEditor } from './context.ts';
import { listAt, listOf, nameOf, type Path, saidAt, textOf, withList, withSaid } from './layer.ts';
import { Problems, TextBox } from './setting.tsx';
import { helpOf, titleOf } from './words.ts';

interface ListProps {
  path: Path;
  title?: string;
  help?: string;
  /** On the button and the empty box: "Ny fras". */
  add: string;
  /** Said when the list is empty. */
  empty?: string;
  /** Makes an item of what was typed. */
  make?: (typed: string) => string;
}

/** A list of texts of a field or rule: what lies above and what the draft adds, as one list. */
export function ListSetting(props: ListProps) {
  const editor = useEditor();
  const { written, base } = useDraft();
  const { items, above } = listAt(written, base.policy, props.path);
  return (
    <TextList
      {...props}
      items={items}
      isAdded={(item) => above.length > 0 && !above.some((own) => same(own, item))}
      onChange={(next, key) =>
        editor.change(key, (now, policy) => withList(now, policy, props.path, next))
      }
    />
  );
}

/** A list that is said anew as a whole, as languages and reasons are. */
export function OwnListSetting(props: ListProps) {
  const editor = useEditor();
  const { written, base } = useDraft();
  const items = listOf(saidAt(written, props.path) ?? saidAt(base.policy, props.path));
  return (
    <TextList
      {...props}
      items={items}
      onChange={(next, key) =>
        editor.change(key, (now, policy) =>
          withSaid(now, props.path, next.length ? next : undefined, policy),
        )
      }
    />
  );
}

/** Texts, each in a box of its own, and a box for one more. */
export function TextList({
  path,
  items,
  onChange,
  isAdded,
  add,
  empty,
  make = (typed) => typed,
  ...own
}: ListProps & {
  items: readonly unknown[];
  onChange: (items: unknown[], key: string) => void;
  isAdded?: (item: unknown) => boolean;
}) {
  const more = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const title = own.title ?? titleOf(path);
  const help = own.help ?? helpOf(path);
  const id = nameOf(path);
  const take = () => {
    const box = more.current;
    const item = make(box?.value.trim() ?? '');
    if (!item || !box) return;
    if (!items.some((other) => same(other, item))) onChange([...items, item], '');
    box.value = '';
  };
  const remove = (index: number) => {
    onChange(items.toSpliced(index, 1), '');
    // The focus goes on to what comes next, or else to the box for a new one.
    const next = list.current?.querySelectorAll('input')[index + 1];
    (next ?? more.current)?.focus();
  };
  return (
    <fieldset class="setting list">
      <legend>{title}</legend>
      {help && <p class="help">{help}</p>}
      {!items.length && empty && <p class="empty">{empty}</p>}
      <ul ref={list}>
        {items.map((item, i) => (
          <li key={i}>
            <TextBox
              label={t('editor_item', title, String(i + 1))}
              value={textOf(item)}
              onChange={(text) => {
                if (text.trim()) onChange(items.with(i, text), `${id}.${i}`);
              }}
              onLeave={(text) => {
                if (!text.trim()) remove(i);
                else if (make(text.trim()) !== text) onChange(items.with(i, make(text.trim())), '');
              }}
              onEnter={() => more.current?.focus()}
            />
            {isAdded?.(item) && <span class="tag">{t('editor_addedHere')}</span>}
            <button
              type="button"
              class="remove"
              aria-label={t('editor_removeItem', textOf(item))}
              title={t('editor_remove')}
              onClick={() => remove(i)}
            >
              <span aria-hidden="true">×</span>
            </button>
          </li>
        ))}
      </ul>
      <div class="adding">
        <input
          ref={more}
          id={id}
          type="text"
          autocomplete="off"
          aria-label={add}
          placeholder={add}
          onKeyDown={(e) => {
            if (e.key !== 'Enter') return;
            e.preventDefault();
            take();
          }}
          // What was typed and left is meant.
          onBlur={take}
        />
        <button
          type="button"
          onClick={() => {
            take();
            more.current?.focus();
          }}
          aria-label={t('editor_addLabel', add)}
        >
          {t('editor_add')}
        </button>
      </div>
      <Problems path={path} />
    </fieldset>
  );
}

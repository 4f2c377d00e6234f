import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../policy.ts';
import { type Said, useDraft, useSaid } from './context.ts';
import { nameOf, type Path, textOf } from './layer.ts';
import { isAbout } from './problems.ts';
import { helpOf, meaningOf, optionsOf, titleOf, wordFor } from './words.ts';

/** What is wrong with a setting, said beside it. */
export function Problems({ path, id, only }: { path: Path; id?: string; only?: boolean }) {
  const told = useDraft().told.filter(
    (one) => isAbout(one, path) && (!only || one.path.length === path.length),
  );
  if (!told.length) return null;
  return (
    <ul class="problems" id={id}>
      {told.map(({ level, text }) => (
        <li key={text} class={level}>
          {level !== 'todo' && (
            <strong>{t(level === 'error' ? 'editor_error' : 'editor_warning')}</strong>
          )}{' '}
          {text}
        </li>
      ))}
    </ul>
  );
}

/** Who says so, when it is not the draft; the way back, when the draft says something else. */
export function Origin({ said, path, title }: { said: Said; path: Path; title: string }) {
  const isOfItem = path.length > 2;
  const { own, above, from, lockedBy } = said;
  if (lockedBy) return <p class="origin locked">{t('editor_lockedBy', lockedBy.policy.name)}</p>;
  if (above === undefined || !from) return null;
  // Of a field or rule its page says it once.
  if (own === undefined) {
    return isOfItem ? null : <p class="origin">{t('editor_from', from.policy.name)}</p>;
  }
  return (
    <p class="origin changed">
      {t('editor_changedHere')}{' '}
      <button
        type="button"
        class="quiet"
        aria-label={t('editor_backLabel', title)}
        onClick={() => said.set(undefined)}
      >
        {t('editor_back')}
      </button>
    </p>
  );
}

interface SettingProps {
  path: Path;
  /** Instead of the schema's. */
  title?: string;
  help?: string;
}

/** A line of text, or some lines. */
export function TextSetting({
  path,
  lines,
  required,
  type = 'text',
  ...own
}: SettingProps & { lines?: number; required?: boolean; type?: 'text' | 'date' }) {
  const said = useSaid(path);
  const title = own.title ?? titleOf(path);
  const help = own.help ?? helpOf(path);
  const id = nameOf(path);
  return (
    <div class="setting">
      <label for={id}>
        {title}
        {!required && <span class="optional">{t('editor_optional')}</span>}
      </label>
      {help && (
        <p class="help" id={`${id}-help`}>
          {help}
        </p>
      )}
      <TextBox
        id={id}
        value={textOf(said.value)}
        lines={lines}
        type={type}
        disabled={said.lockedBy !== null}
        needed={required}
        describedBy={`${id}-help ${id}-problems`}
        onChange={(value) => {
          // What has to be there stays as it was until something else is.
          if (value.trim() || (!required && said.above === undefined)) {
            said.set(value.trim() ? value : undefined);
          }
        }}
      />
      <Origin said={said} path={path} title={title} />
      <Problems path={path} id={`${id}-problems`} />
    </div>
  );
}

/**
 * A text box that keeps what is typed while one types, whatever becomes of it: an empty name is not
 * taken, and must not jump back under the fingers either.
 */
export function TextBox({
  value,
  onChange,
  onLeave,
  onEnter,
  lines,
  type = 'text',
  describedBy,
  needed,
  invalid,
  label,
  ...own
}: {
  id?: string;
  value: string;
  onChange: (value: string) => void;
  onLeave?: (value: string) => void;
  onEnter?: () => void;
  lines?: number | undefined;
  type?: 'text' | 'date';
  disabled?: boolean;
  needed?: boolean | undefined;
  invalid?: boolean | undefined;
  describedBy?: string;
  label?: string;
}) {
  // The box itself holds the text: a drawing that comes late would put old text under fast fingers.
  const box = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const sent = useRef(new Set<string>());
  const [isEmpty, setEmpty] = useState(false);
  // What another window, or an undo, has put here is shown at once; the echo of what was typed is not.
  useLayoutEffect(() => {
    const isEcho = sent.current.has(value);
    for (const text of isEcho ? [...sent.current] : []) {
      sent.current.delete(text);
      if (text === value) break;
    }
    if (!isEcho && box.current && box.current.value !== value) {
      box.current.value = value;
      setEmpty(false);
    }
  }, [value]);
  const shared = {
    ...own,
    ref: box,
    'aria-describedby': describedBy,
    'aria-label': label,
    'aria-required': needed || undefined,
    'aria-invalid': invalid || (needed && isEmpty) || undefined,
    autocomplete: 'off',
    onBlur: () => {
      const text = box.current?.value ?? '';
      onLeave?.(text);
      sent.current.clear();
      // What was not taken jumps back.
      if (!text.trim() && box.current) box.current.value = value;
      setEmpty(false);
    },
  };
  const take = (text: string) => {
    sent.current.add(text);
    setEmpty(!text.trim());
    onChange(text);
  };
  if (lines) {
    return <textarea {...shared} rows={lines} onInput={(e) => take(e.currentTarget.value)} />;
  }
  const oneLine = {
    ...shared,
    onInput: (e: { currentTarget: HTMLInputElement }) => take(e.currentTarget.value),
    onKeyDown: (e: KeyboardEvent) => {
      if (e.key !== 'Enter' || !onEnter) return;
      e.preventDefault();
      onEnter();
    },
  };
  return type === 'date' ? <input type="date" {...oneLine} /> : <input type="text" {...oneLine} />;
}

/** One of some options, each with what it means. */
export function ChoiceSetting({
  path,
  setting,
  fallback,
  isOpen = () => true,
  ...own
}: SettingProps & {
  /** Which words of `words.ts`. */
  setting: string;
  /** What holds when nothing is said. */
  fallback?: string;
  /** False for options that a lock above forbids. */
  isOpen?: (option: string) => boolean;
}) {
  const said = useSaid(path);
  const title = own.title ?? titleOf(path);
  const id = nameOf(path);
  const value = textOf(said.value) || fallback;
  return (
    <fieldset class="setting" aria-describedby={own.help ? `${id}-help` : undefined}>
      <legend>{title}</legend>
      {own.help && (
        <p class="help" id={`${id}-help`}>
          {own.help}
        </p>
      )}
      <div class="choices">
        {optionsOf(setting).map((option, i) => (
          <Choice
            key={option}
            id={i === 0 ? id : undefined}
            name={id}
            value={option}
            checked={option === value}
            disabled={said.lockedBy !== null && !isOpen(option)}
            choose={() => said.set(option)}
            word={wordFor(setting, option)}
            meaning={meaningOf(setting, option)}
          />
        ))}
      </div>
      <Origin said={said} path={path} title={title} />
      <Problems path={path} id={`${id}-problems`} />
    </fieldset>
  );
}

/** One option, with what it means. */
export function Choice({
  word,
  meaning,
  choose,
  ...own
}: {
  id: string | undefined;
  name: string;
  value: string;
  checked: boolean;
  disabled?: boolean;
  choose: () => void;
  word: string;
  meaning: string;
}) {
  return (
    <label class="choice">
      <input type="radio" {...own} onChange={choose} />
      <span>
        <strong>{word}</strong>
        <span class="meaning">{meaning}</span>
      </span>
    </label>
  );
}

/** Yes or no. */
export function SwitchSetting({ path, ...own }: SettingProps) {
  const said = useSaid(path);
  const id = nameOf(path);
  return (
    <div class="setting">
      <label class="switch">
        <input
          type="checkbox"
          id={id}
          checked={said.value === true}
          aria-describedby={`${id}-help`}
          onChange={(e) => said.set(e.currentTarget.checked || undefined)}
        />
        <span>{own.title ?? titleOf(path)}</span>
      </label>
      <p class="help" id={`${id}-help`}>
        {own.help ?? helpOf(path)}
      </p>
      <Problems path={path} />
    </div>
  );
}

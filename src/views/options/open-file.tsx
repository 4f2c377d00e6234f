import { useRef, useState } from 'preact/hooks';
import { parse } from 'yaml';
import { readPolicy } from '../../policy/read.ts';
import { t } from '../policy.ts';
import { useEditor } from './context.ts';
import { isTable, type Written } from './layer.ts';
import { type Told, toldOf } from './problems.ts';

interface Opened {
  name: string;
  text: string;
  told: Told[];
  /** Null when it is no policy. */
  policyName: string | null;
}

/** A file of an instruction, opened, dropped or pasted. Nothing is replaced before one says so. */
export function OpenFile({ replaces }: { replaces: boolean }) {
  const editor = useEditor();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [isOver, setOver] = useState(false);
  const result = useRef<HTMLHeadingElement>(null);
  const show = (text: string, name: string) => {
    const reading = readPolicy(text, name, [], 'local');
    const told = toldOf(rawIn(text), reading, []);
    setOpened({ name, text, told, policyName: reading.layer?.policy.name ?? null });
    requestAnimationFrame(() => result.current?.focus());
  };
  const take = async (file: File | undefined) => {
    if (file) show(await file.text(), file.name);
  };
  const use = () => {
    if (!opened) return;
    editor.replace(opened.text);
    setOpened(null);
    location.hash = '#about';
  };
  return (
    <div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same */}
      <div
        class={`drop ${isOver ? 'over' : ''}`}
        onDragOver={(e) => {
          e.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(e) => {
          e.preventDefault();
          setOver(false);
          take(e.dataTransfer?.files[0]);
        }}
      >
        <label class="file button">
          {t('editor_openChoose')}
          <input
            class="unseen"
            type="file"
            accept=".yaml,.yml,.json,.txt"
            onChange={async (e) => {
              const input = e.currentTarget;
              await take(input.files?.[0]);
              input.value = '';
            }}
          />
        </label>
        <p class="help">{t('editor_openDrop')}</p>
        <details>
          <summary>{t('editor_openPaste')}</summary>
          <label for="pasted">{t('editor_openPasteLabel')}</label>
          <textarea id="pasted" rows={6} spellcheck={false} class="code" />
          <button
            type="button"
            onClick={() => {
              const box = document.getElementById('pasted') as HTMLTextAreaElement;
              if (box.value.trim()) show(box.value, t('editor_openPasted'));
            }}
          >
            {t('editor_openRead')}
          </button>
        </details>
      </div>
      {opened && (
        <section class={`opened ${opened.policyName === null ? 'bad' : ''}`}>
          <h3 ref={result} tabIndex={-1}>
            {opened.policyName === null
              ? t('editor_openNone', opened.name)
              : t('editor_openFound', opened.policyName)}
          </h3>
          {opened.told.length > 0 && (
            <>
              <p>{t(opened.policyName === null ? 'editor_openMend' : 'editor_openLeftOut')}</p>
              <ul class="lines">
                {opened.told.map(({ line, text }) => (
                  <li key={`${line}${text}`}>
                    <strong>{t('editor_line', String(line ?? 1))}</strong> {text}
                  </li>
                ))}
              </ul>
            </>
          )}
          {opened.policyName !== null && (
            <p class="ways">
              <button type="button" class="primary" onClick={use}>
                {t(replaces ? 'editor_openReplace' : 'editor_openUse')}
              </button>
              <button type="button" onClick={() => setOpened(null)}>
                {t('editor_cancel')}
              </button>
            </p>
          )}
        </section>
      )}
    </div>
  );
}

function rawIn(text: string): Written {
  try {
    const value: unknown = parse(text, { maxAliasCount: 100 });
    return isTable(value) ? value : {};
  } catch {
    return {};
  }
}

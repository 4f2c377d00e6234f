import { useEffect, useRef, useState } from 'preact/hooks';
import type { Finding } from '../../engine/engine.ts';
import { compileLinear } from '../../policy/linear.ts';
import type { PolicyField } from '../../policy/policy.ts';
import type { PolicyReading } from '../../policy/read.ts';
import { loadDictionaries } from '../dictionaries.ts';
import { t } from '../policy.ts';
import './bench.css';
import { BenchInstruction, guardBench, NOTE_ID, SAVE_ID } from '../bench-page.ts';
import { FindingList } from './finding-list.tsx';
import { ManyNotes } from './many-notes.tsx';

/** So long after the last change of the draft the bench reads by it, in milliseconds. */
const SETTLED = 300;

/**
 * Where notes are tried against the draft. They are found by the very script that stands in the
 * school's tools; nothing that is typed here is kept.
 */
export function Bench({ reading }: { reading: PolicyReading }) {
  const { instruction, resolved } = useInstruction(reading);
  const [fieldId, chooseField] = useState('');
  const [language, chooseLanguage] = useState('');
  const [text, setText] = useState('');
  const [many, setMany] = useState(false);
  const [saved, setSaved] = useState(false);
  const note = useRef<HTMLTextAreaElement>(null);
  const fields = resolved?.policy.fields ?? [];
  const field = fields.find(({ id }) => id === fieldId) ?? fields[0] ?? NO_FIELD;
  // One of its own each time, so that what was found is never of another policy, field or language.
  const reader = useReader(instruction, field, language);

  const isPolicy = reading.resolved !== null;
  useEffect(() => {
    // A draft that could not be read for a moment has taken the note away.
    if (note.current && note.current.value !== text) note.current.value = text;
  }, [isPolicy]);
  useEffect(() => {
    if (!reader || many || !note.current) return;
    const stop = new AbortController();
    guardBench(reader.instruction, reader.field, note.current, stop.signal);
    return () => stop.abort();
  }, [reader, many]);

  if (!isPolicy) return <p class="bench-state">{t('bench_noPolicy')}</p>;
  const languages = resolved?.policy.languages ?? [];
  return (
    <div class="bench">
      <div class="bench-choices">
        {fields.length > 0 && (
          <label>
            {t('bench_field')}
            <select value={field.id} onChange={(e) => chooseField(e.currentTarget.value)}>
              {fields.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        {languages.length > 1 && (
          <label>
            {t('bench_language')}
            <select value={language} onChange={(e) => chooseLanguage(e.currentTarget.value)}>
              <option value="">{t('bench_languageGuessed')}</option>
              {languages.map((code) => (
                <option key={code} value={code}>
                  {t(`bench_language_${code}`)}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {field.id !== '' && (
        <p class="soft">
          {field.purpose} {t(`bench_channel_${field.channel.replace('-', '_')}`)}
        </p>
      )}
      <label class="bench-label" for={NOTE_ID}>
        {t(many ? 'bench_notes' : 'bench_note')}
      </label>
      <textarea
        ref={note}
        id={NOTE_ID}
        rows={many ? 8 : 5}
        // What is tried here is nobody's business, a spelling service's neither.
        spellcheck={false}
        autocomplete="off"
        aria-describedby="bench-promise"
        onInput={(event) => {
          setText(event.currentTarget.value);
          setSaved(false);
        }}
      />
      <div class="bench-ways">
        <label class="bench-check">
          <input type="checkbox" checked={many} onChange={() => setMany(!many)} />
          {t('bench_many')}
        </label>
        {!many && (
          <button type="button" id={SAVE_ID} onClick={() => setSaved(text.trim() !== '')}>
            {t('bench_save')}
          </button>
        )}
      </div>
      <p class="soft" role="status">
        {saved && t('bench_saved')}
      </p>
      <p class="soft" id="bench-promise">
        {t('bench_promise')}
      </p>
      {!reader || !resolved ? (
        <p class="bench-state" role="status">
          {t('bench_loading')}
        </p>
      ) : many ? (
        <ManyNotes text={text} read={reader.read} />
      ) : (
        <FindingList
          findings={reader.read(text)}
          resolved={resolved}
          field={reader.field}
          isEmpty={text.trim() === ''}
          show={(finding) => select(note.current, finding)}
        />
      )}
    </div>
  );
}

/** What notes are tried in while a draft has no field yet. */
const NO_FIELD: PolicyField = { id: '', name: '', purpose: '', channel: 'record', where: [] };

/** The instruction of a reading, with what it was made from; both lag a little behind the typing. */
function useInstruction(reading: PolicyReading) {
  const [state, setState] = useState<{
    instruction: BenchInstruction | null;
    resolved: PolicyReading['resolved'];
  }>({ instruction: null, resolved: reading.resolved });
  const isFirst = useRef(true);
  useEffect(() => {
    const { resolved } = reading;
    if (!resolved) return;
    let isOver = false;
    const make = async () => {
      const dictionaries = await loadDictionaries(resolved.policy.languages);
      if (isOver) return;
      const instruction = new BenchInstruction(resolved.policy, () => dictionaries, compileLinear);
      setState({ instruction, resolved });
    };
    const waiting = setTimeout(make, isFirst.current ? 0 : SETTLED);
    isFirst.current = false;
    return () => {
      isOver = true;
      clearTimeout(waiting);
    };
  }, [reading]);
  return state;
}

interface Reader {
  instruction: BenchInstruction;
  field: PolicyField;
  read(note: string): Finding[];
}

function useReader(
  instruction: BenchInstruction | null,
  field: PolicyField,
  language: string,
): Reader | null {
  const [reader, setReader] = useState<Reader | null>(null);
  useEffect(() => {
    if (!instruction) return;
    instruction.language = language || undefined;
    setReader({ instruction, field, read: (note) => instruction.findingsIn(note, field) });
  }, [instruction, field, language]);
  return reader;
}

/** Leads from the list to the words in the note. */
function select(note: HTMLTextAreaElement | null, { start, end }: Finding): void {
  note?.focus();
  note?.setSelectionRange(start, end);
}

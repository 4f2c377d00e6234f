import { useEffect, useRef, useState } from 'preact/hooks';
import { type Finding, SEVERITIES } from '../../engine/engine.ts';
import { t } from '../policy.ts';
import { Marked } from './marked.tsx';
import { type NoteLine, readLines } from './note-lines.ts';

interface ManyNotesProps {
  text: string;
  read(note: string): Finding[];
}

/** So many lines are shown at first, and more each time. */
const AT_A_TIME = 200;

/** Each line of a text as a note of its own, with what was found in it. */
export function ManyNotes({ text, read }: ManyNotesProps) {
  const [lines, setLines] = useState<NoteLine[]>([]);
  const [isAll, setAll] = useState(true);
  const [onlyFound, setOnlyFound] = useState(false);
  const [shown, setShown] = useState(AT_A_TIME);
  const known = useRef({ read, findings: new Map<string, Finding[]>() });
  useEffect(() => {
    // What was read by another policy, or for another field, is read anew.
    if (known.current.read !== read) known.current = { read, findings: new Map() };
    const stop = new AbortController();
    const tell = (now: NoteLine[], all: boolean) => {
      setLines([...now]);
      setAll(all);
    };
    readLines(text, known.current.findings, read, tell, stop.signal);
    return () => stop.abort();
  }, [text, read]);

  if (!lines.length) return <p class="bench-state">{t('bench_emptyMany')}</p>;
  const wanted = onlyFound ? lines.filter(({ findings }) => findings.length) : lines;
  const count = (severity: string) =>
    inFigures(lines.filter(({ findings }) => strictest(findings) === severity).length);
  return (
    <section class="bench-many" aria-labelledby="bench-counted">
      <h2 id="bench-counted" aria-busy={!isAll}>
        {t(lines.length === 1 ? 'bench_countOne' : 'bench_countMany', inFigures(lines.length))}
        {!isAll && ' …'}
      </h2>
      <ul class="bench-counts">
        {SEVERITIES.toReversed().map((severity) => (
          <li key={severity} data-severity={severity}>
            <strong>{count(severity)}</strong> {t(`bench_count_${severity}`)}
          </li>
        ))}
      </ul>
      <label class="bench-check">
        <input type="checkbox" checked={onlyFound} onChange={() => setOnlyFound(!onlyFound)} />
        {t('bench_onlyFound')}
      </label>
      <ol class="bench-lines">
        {wanted.slice(0, shown).map((line) => (
          <Line key={line.number} {...line} />
        ))}
      </ol>
      {wanted.length > shown && (
        <button type="button" onClick={() => setShown(shown + AT_A_TIME)}>
          {t('bench_showMore', String(Math.min(AT_A_TIME, wanted.length - shown)))}
        </button>
      )}
    </section>
  );
}

function Line({ number, note, findings }: NoteLine) {
  const severity = strictest(findings);
  const rules = [...new Map(findings.map((f) => [f.rule, f.instruction])).values()];
  return (
    <li value={number} data-severity={severity}>
      <p>
        <Marked text={note} spans={findings} />
      </p>
      <p class="soft">
        <span class="bench-state-word">{t(`bench_state_${severity}`)}</span>
        {rules.map((sentence) => ` · ${sentence}`)}
      </p>
    </li>
  );
}

const inFigures = (count: number) => count.toLocaleString(t('language'));

const strictest = (findings: readonly Finding[]) =>
  SEVERITIES.findLast((severity) => findings.some((f) => f.severity === severity)) ?? 'off';

import type { Finding } from '../../engine/engine.ts';
import type { Layer, Resolved } from '../../policy/layers.ts';
import type { PolicyField } from '../../policy/policy.ts';
import { t } from '../policy.ts';
import { tellCause } from './cause.ts';
import { severityDeciding } from './deciding.ts';

interface FindingListProps {
  findings: readonly Finding[];
  resolved: Resolved;
  field: PolicyField;
  /** True when there is no note yet. */
  isEmpty: boolean;
  /** Leads to the words in the note. */
  show(finding: Finding): void;
}

/** So many are listed: who pastes a book finds enough in the first pages. */
const MOST_LISTED = 100;

/** What was found in a note: the words, what the school says of them, and what is behind it. */
export function FindingList({ findings, resolved, field, isEmpty, show }: FindingListProps) {
  const count = findings.length;
  const heading = count ? (count === 1 ? 'bench_foundOne' : 'bench_foundMany') : 'bench_foundNone';
  if (isEmpty) return <p class="bench-state">{t('bench_empty')}</p>;
  return (
    <section class="bench-findings" aria-labelledby="bench-found">
      <h2 id="bench-found">{t(heading, String(count))}</h2>
      <ol>
        {findings.slice(0, MOST_LISTED).map((finding) => (
          <Item
            key={`${finding.start} ${finding.end} ${finding.rule}`}
            {...{ finding, resolved, field, show }}
          />
        ))}
      </ol>
      {count > MOST_LISTED && <p>{t('bench_more', String(count - MOST_LISTED))}</p>}
    </section>
  );
}

type ItemProps = Pick<FindingListProps, 'resolved' | 'field' | 'show'> & { finding: Finding };

function Item({ finding, resolved, field, show }: ItemProps) {
  const { category, severity, instruction, rule, quoted, text } = finding;
  const cause = tellCause(finding, resolved);
  const decided = severityDeciding(resolved, rule, field);
  return (
    <li>
      <p class="bench-words">
        <button
          type="button"
          data-category={category}
          onClick={() => show(finding)}
          aria-label={t('bench_show', text)}
        >
          {text}
        </button>
        <span>
          {t(`category_${category}`)} · <strong>{t(`severity_${severity}`)}</strong>
          {quoted && ` · ${t('bench_quoted')}`}
        </span>
      </p>
      <p class="bench-sentence" lang={resolved.policy.language}>
        {instruction}
      </p>
      <dl>
        <dt>{t('bench_rule')}</dt>
        <dd>
          <code>{rule}</code>
        </dd>
        <dt>{t('bench_cause')}</dt>
        <dd>
          <span>{cause.kind}</span>
          {cause.entry && (
            <>
              {' '}
              <code>{cause.entry}</code>
            </>
          )}
          {cause.layer && <From layer={cause.layer} />}
        </dd>
        <dt>{t('bench_decided')}</dt>
        <dd>
          {t(`bench_decidedBy_${decided.by}`)}
          {decided.layer && <From layer={decided.layer} />}
        </dd>
      </dl>
    </li>
  );
}

/** The layer something comes from: its name, and where that lies. */
function From({ layer }: { layer: Layer }) {
  const source = t(`bench_source_${layer.source.replace('-', '_')}`);
  return (
    <>
      {' '}
      <span class="bench-from">{t('bench_from', layer.policy.name, source)}</span>
    </>
  );
}

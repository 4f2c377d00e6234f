import type { PolicyRule, WrongExample } from '../../policy/policy.ts';
import { type Problem, problemText } from '../../policy/problem.ts';
import type { PolicyReading } from '../../policy/read.ts';
import { severityIn } from '../../policy/strictness.ts';
import { languageFor } from '../../policy/texts.ts';
import { t } from '../policy.ts';
import './examples.css';
import { Marked } from './marked.tsx';

interface ExamplesProps {
  reading: PolicyReading;
  /** What was found when the policy was proved. */
  problems: readonly Problem[];
}

/** All examples of all rules with their state: those that do not hold first. */
export function Examples({ reading, problems }: ExamplesProps) {
  const policy = reading.resolved?.policy;
  if (!policy) return <p class="soft">{t('bench_noPolicy')}</p>;
  const failures = failuresIn(problems);
  const rules = policy.rules.map((rule): TriedRule => {
    const examples = examplesOf(rule, failures);
    const severities = policy.fields.map((field) => severityIn(rule, field));
    const isTried = [rule.severity, ...severities].some((severity) => severity !== 'off');
    return { rule, examples, isTried, fails: examples.some((e) => e.failures.length) };
  });
  const told = rules.filter(({ examples }) => examples.length);
  const without = rules.filter(({ examples }) => !examples.length);
  const tried = told.filter(({ isTried }) => isTried).flatMap(({ examples }) => examples);
  const failing = tried.filter((example) => example.failures.length).length;
  return (
    <div class="examples">
      <h2 data-fails={String(failing > 0)}>{counted(tried.length - failing, failing)}</h2>
      {told
        .toSorted((a, b) => Number(b.fails) - Number(a.fails))
        .map((one) => (
          // Chromium forgets to restyle what changes its state and its place at once: it is made anew.
          <Rule key={`${one.rule.id} ${one.fails}`} {...one} language={policy.language} />
        ))}
      {without.length > 0 && (
        <section aria-labelledby="examples-without">
          <h3 id="examples-without">{t('examples_without')}</h3>
          <p class="soft">{t('examples_withoutWhy')}</p>
          <ul lang={policy.language}>
            {without.map(({ rule }) => (
              <li key={rule.id}>
                {rule.instruction} <code>{rule.id}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

interface TriedRule {
  rule: PolicyRule;
  examples: Example[];
  /** False for a rule that is off everywhere. */
  isTried: boolean;
  fails: boolean;
}

interface Example {
  kind: 'wrong' | 'right';
  note: string;
  /** The words that must be found. */
  find: readonly string[];
  failures: readonly Problem[];
}

function counted(holding: number, failing: number): string {
  if (failing === 1) return t('examples_countsFailingOne', String(holding));
  if (failing) return t('examples_countsFailing', String(failing), String(holding));
  return holding ? t('examples_countsAll', String(holding)) : t('examples_none');
}

/** What does not hold, by the place of its example. */
function failuresIn(problems: readonly Problem[]): Map<string, Problem[]> {
  const failures = new Map<string, Problem[]>();
  for (const problem of problems) {
    const key = JSON.stringify(problem.where);
    if (problem.where[2] === 'examples') failures.set(key, [...(failures.get(key) ?? []), problem]);
  }
  return failures;
}

function examplesOf({ id, examples }: PolicyRule, failures: Map<string, Problem[]>): Example[] {
  const at = (kind: 'wrong' | 'right', item: WrongExample | string) =>
    failures.get(JSON.stringify(['rules', id, 'examples', kind, { item }])) ?? [];
  const wrong = examples?.wrong ?? [];
  const right = examples?.right ?? [];
  const all: Example[] = [
    ...wrong.map((item) => ({ ...item, kind: 'wrong' as const, failures: at('wrong', item) })),
    ...right.map((note) => ({
      note,
      find: [],
      kind: 'right' as const,
      failures: at('right', note),
    })),
  ];
  return all.toSorted((a, b) => Number(b.failures.length > 0) - Number(a.failures.length > 0));
}

function Rule({ rule, examples, isTried, fails, language }: TriedRule & { language: string }) {
  const state = fails ? 'fails' : isTried ? 'holds' : 'off';
  const kinds = (['wrong', 'right'] as const).filter((k) => examples.some((e) => e.kind === k));
  return (
    <section aria-labelledby={`examples-${rule.id}`} data-state={state}>
      <h3 id={`examples-${rule.id}`} lang={language}>
        {rule.instruction}
      </h3>
      <p class="examples-state">
        <strong>{t(STATES[state])}</strong> · <code>{rule.id}</code>
      </p>
      <div class="examples-kinds">
        {kinds.map((kind) => (
          <div key={kind}>
            <h4>{t(`examples_${kind}`)}</h4>
            <ul lang={language}>
              {examples
                .filter((example) => example.kind === kind)
                .map((example) => (
                  <Tried
                    key={`${example.note} ${example.failures.length}`}
                    {...example}
                    rule={rule}
                    isTried={isTried}
                  />
                ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}

const STATES = {
  fails: 'examples_ruleFails',
  holds: 'examples_ruleHolds',
  off: 'examples_ruleOff',
} as const;

function Tried({
  note,
  find,
  failures,
  rule,
  isTried,
}: Example & Pick<TriedRule, 'rule' | 'isTried'>) {
  const fails = failures.length > 0;
  const language = languageFor([t('language')]);
  const spans = find.flatMap((words) => {
    const start = note.indexOf(words);
    return start < 0 ? [] : [{ start, end: start + words.length, category: rule.category }];
  });
  return (
    <li data-fails={String(fails)}>
      {isTried && (
        <span
          class="examples-sign"
          role="img"
          aria-label={t(fails ? 'examples_fails' : 'examples_holds')}
        >
          {fails ? '✗' : '✓'}
        </span>
      )}
      <q>
        <Marked text={note} spans={spans} />
      </q>
      {failures.map((problem) => (
        <p key={problemText(problem, language)} lang={language}>
          {told(problem) || problemText(problem, language)}
        </p>
      ))}
    </li>
  );
}

/** Why an example does not hold, said beside it: rule and note need not be named again. */
function told({ key, values }: Problem): string {
  const [first, second] = values.map(String);
  if (key === 'problem_exampleWords') return t('examples_noWords', first ?? '');
  if (key === 'problem_exampleNotFound') return t('examples_notFound', second ?? '');
  return key === 'problem_exampleFound' ? t('examples_found', second ?? '') : '';
}

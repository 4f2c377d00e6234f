import { type Change, compare } from '../../policy/compare.ts';
import type { Policy } from '../../policy/policy.ts';
import { addressWords } from '../address-words.ts';
import { t } from '../policy.ts';
import { isTable, itemsOf, listOf, textOf } from './layer.ts';
import { language, titleOf, wordFor } from './words.ts';

/** Changes of one field or rule, or of what the instruction says of itself. */
interface Group {
  key: string;
  title: string;
  changes: Change[];
}

/** What is told of a change without being one for anybody: names for machines, and the format. */
const SILENT = ['id', 'saklig', 'extends', 'language'];

/** What changes between two policies, by field and rule. */
export function groupsOfChanges(before: Policy | null, after: Policy): Group[] {
  const changes = compare(before ?? {}, after).filter(
    ({ path }) => !SILENT.includes(path[0] ?? ''),
  );
  const groups = new Map<string, Group>();
  for (const change of changes) {
    const [kind, id] = change.path;
    const isItem = (kind === 'fields' || kind === 'rules') && id !== undefined;
    const key = isItem ? `${kind}/${id}` : '';
    const group = groups.get(key) ?? {
      key,
      title: isItem ? nameOfItem(kind, id, before, after) : t('editor_page_about'),
      changes: [],
    };
    group.changes.push(change);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function nameOfItem(kind: 'fields' | 'rules', id: string, ...policies: (Policy | null)[]): string {
  const items = policies.flatMap((policy) => itemsOf(policy, kind));
  const item = items.findLast((own) => own.id === id);
  const name = textOf(kind === 'fields' ? item?.name : item?.instruction) || id;
  return t(kind === 'fields' ? 'editor_theField' : 'editor_theRule', name);
}

/** What changes, in sentences: what it was, what it becomes. */
export function Changes({
  before,
  after,
  level = 2,
}: {
  before: Policy | null;
  after: Policy;
  /** Of the headings. */
  level?: 2 | 4;
}) {
  const Heading = `h${level}` as const;
  const groups = groupsOfChanges(before, after);
  if (!groups.length) return <p class="empty">{t('editor_compareSame')}</p>;
  const isWhole = ({ changes }: Group) => changes.length === 1 && changes[0]?.path.length === 2;
  const gone = groups.filter((group) => isWhole(group) && group.changes[0]?.after === undefined);
  const fresh = groups.filter((group) => isWhole(group) && group.changes[0]?.before === undefined);
  const others = groups.filter((group) => !gone.includes(group) && !fresh.includes(group));
  const rules = [before, after].flatMap((policy) => itemsOf(policy, 'rules'));
  const sentence = (id: string) => textOf(rules.find((rule) => rule.id === id)?.instruction) || id;
  return (
    <div class="changes">
      <Whole groups={fresh} title={t('editor_compareNew')} Heading={Heading} />
      <Whole groups={gone} title={t('editor_compareGone')} Heading={Heading} />
      {others.map((group) => (
        <section key={group.key}>
          <Heading>{group.title}</Heading>
          <dl>
            {group.changes.map((change) => (
              <OneChange key={change.path.join('/')} change={change} sentence={sentence} />
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}

function Whole({
  groups,
  title,
  Heading,
}: {
  groups: Group[];
  title: string;
  Heading: 'h2' | 'h4';
}) {
  if (!groups.length) return null;
  return (
    <section>
      <Heading>{title}</Heading>
      <ul>
        {groups.map((group) => (
          <li key={group.key}>{group.title}</li>
        ))}
      </ul>
    </section>
  );
}

function OneChange({ change, sentence }: { change: Change; sentence: (id: string) => string }) {
  const { path, before, after } = change;
  const title = titleOfChange(path, sentence);
  const was = before === undefined ? '' : words(before, path);
  const is = after === undefined ? '' : words(after, path);
  return (
    <>
      <dt>{title}</dt>
      {was && (
        <dd class="was">
          <span class="kind-of-change">{t(is ? 'editor_was' : 'editor_gone')}</span>{' '}
          <del>{was}</del>
        </dd>
      )}
      {is && (
        <dd class="becomes">
          <span class="kind-of-change">{t(was ? 'editor_becomes' : 'editor_added')}</span>{' '}
          <ins>{is}</ins>
        </dd>
      )}
    </>
  );
}

/** What a setting is called; rules by their sentence, items of lists by their list. */
function titleOfChange(path: readonly string[], sentence: (id: string) => string): string {
  const [kind, , key, inner] = path;
  if (kind === 'fields' && key === 'severity' && inner) return sentence(inner);
  if (kind === 'rules' && key === 'channels' && inner) return wordFor('channel', inner);
  const upTo = path.findIndex((one) => /^["[{]/.test(one));
  return titleOf(upTo < 0 ? path : path.slice(0, upTo));
}

/** A value in words. */
function words(value: unknown, path: readonly string[]): string {
  const key = path.findLast((one) => !/^["[{]/.test(one)) ?? '';
  const isSeverity =
    key === 'severity' || key === 'quoted' || path[2] === 'channels' || path[2] === 'severity';
  if (typeof value === 'boolean') return t(value ? 'editor_yes' : 'editor_no');
  if (typeof value === 'string') {
    if (isSeverity) return wordFor('severity', value);
    if (key === 'languages') return wordFor('language', value);
    if (['channel', 'category', 'learned', 'allowed', 'pause'].includes(key))
      return wordFor(key, value);
    return value;
  }
  const and = new Intl.ListFormat(language, { type: 'conjunction' });
  if (Array.isArray(value)) return and.format(value.map((item) => words(item, path)));
  if (!isTable(value)) return String(value);
  if ('urls' in value) {
    return (
      textOf(value.tool) ||
      listOf(value.urls)
        .map((url) => addressWords(textOf(url)))
        .join(', ')
    );
  }
  if ('note' in value) return textOf(value.note);
  return Object.entries(value)
    .map(([inner, one]) => `${titleOf([...path, inner])}: ${words(one, [...path, inner])}`)
    .join('; ');
}

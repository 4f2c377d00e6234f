import { CATEGORIES, type Severity } from '../../engine/engine.ts';
import type { PolicyField, PolicyRule } from '../../policy/policy.ts';
import { severityIn } from '../../policy/strictness.ts';
import { t } from '../policy.ts';
import { OverrideSetting } from './about.tsx';
import { lockOver, originOf, useDraft, useEditor, useSaid } from './context.ts';
import type { Draft } from './editor.ts';
import { saysAt } from './fields.tsx';
import { isTable, saidAt, textOf, without, withSaid } from './layer.ts';
import { ListSetting } from './list.tsx';
import { Page } from './page.tsx';
import { Places } from './places.tsx';
import { hashOf, type Route } from './route.ts';
import { ChoiceSetting, Problems, SwitchSetting, TextBox, TextSetting } from './setting.tsx';
import { SeveritySelect } from './severity.tsx';
import { helpOf, titleOf, wordFor } from './words.ts';

/** One field: what it is, where it is, and what may not stand in it. */
export function FieldForm({ route, id }: { route: Route; id: string }) {
  const draft = useDraft();
  const at = (...keys: string[]) => ['fields', id, ...keys];
  const from = originOf('fields', id, draft);
  const name = textOf(saysAt(draft, ...at('name'))) || id;
  return (
    <Page route={route} title={name} up="fields" end={<Leave kind="fields" id={id} name={name} />}>
      {from && <p class="note">{t('editor_fieldFrom', from.policy.name)}</p>}
      <Problems path={at()} only />
      <TextSetting path={at('name')} required />
      <TextSetting path={at('purpose')} required lines={2} />
      <TextSetting path={at('relevant')} lines={2} />
      <Places id={id} />
      <ChoiceSetting path={at('channel')} setting="channel" />
      <RulesHere id={id} />
      <ListSetting
        path={at('phrases')}
        add={t('editor_addPhrase')}
        empty={t('editor_phrasesEmpty')}
      />
      <details>
        <summary>{t('editor_more')}</summary>
        <TextSetting path={at('retention')} />
        <ConsentSetting id={id} />
        <OverrideSetting path={at('override')} />
        <SwitchSetting path={at('locked')} />
      </details>
    </Page>
  );
}

/** Removes what is the draft's own, or takes back what it says of something from above. */
export function Leave({ kind, id, name }: { kind: 'fields' | 'rules'; id: string; name: string }) {
  const editor = useEditor();
  const draft = useDraft();
  const from = originOf(kind, id, draft);
  const isSaid = saidAt(draft.written, [kind, id]) !== undefined;
  if (!isSaid) return null;
  const leave = () => {
    if (!from) location.hash = hashOf(kind);
    editor.change('', (written) => without(written, kind, id));
  };
  return (
    <p class="leave">
      <button type="button" class="quiet bad" onClick={leave}>
        {from
          ? t('editor_backAll', from.policy.name)
          : t(kind === 'fields' ? 'editor_removeField' : 'editor_removeRule', name)}
      </button>
    </p>
  );
}

/** The rules as they hold in the draft, those too that lack something still. */
function rulesOf({ reading, base }: Draft): PolicyRule[] {
  return (reading.resolved ?? base).policy.rules;
}

/** The field as it is or will be, without what the draft says of rules in it. */
function fieldOf(draft: Draft, id: string, severity: Record<string, Severity>): PolicyField {
  const at = (key: string) => saysAt(draft, 'fields', id, key);
  const channel = at('channel');
  return { id, channel, severity } as unknown as PolicyField;
}

/** How strictly each rule is taken in a field: kind by kind, and rule by rule for those who want. */
function RulesHere({ id }: { id: string }) {
  const draft = useDraft();
  const rules = rulesOf(draft);
  const kinds = CATEGORIES.filter((category) => rules.some((rule) => rule.category === category));
  return (
    <section class="setting" aria-labelledby={`fields.${id}.severity-title`}>
      <h2 class="label" id={`fields.${id}.severity-title`}>
        {t('editor_rulesHere')}
      </h2>
      <p class="help">{t('editor_rulesHereHelp')}</p>
      {kinds.map((category, i) => (
        <KindHere
          key={category}
          id={id}
          category={category}
          rules={rules.filter((rule) => rule.category === category)}
          isFirst={i === 0}
        />
      ))}
      <Problems path={['fields', id, 'severity']} />
    </section>
  );
}

function KindHere({
  id,
  category,
  rules,
  isFirst,
}: {
  id: string;
  category: string;
  rules: PolicyRule[];
  isFirst: boolean;
}) {
  const editor = useEditor();
  const draft = useDraft();
  const path = ['fields', id, 'severity'];
  const table = (value: unknown) => (isTable(value) ? value : {}) as Record<string, Severity>;
  const above = fieldOf(draft, id, table(saidAt(draft.base.policy, path)));
  const own = table(saidAt(draft.written, path));
  const here = fieldOf(draft, id, { ...above.severity, ...own });
  const otherwise = (rule: PolicyRule) => severityIn(rule, above);
  const now = rules.map((rule) => severityIn(rule, here));
  const isMixed = new Set(now).size > 1;
  const isSaid = rules.some((rule) => own[rule.id]);
  const say = (which: readonly PolicyRule[], severity: Severity | undefined) =>
    editor.change('', (written, base) =>
      which.reduce((next, rule) => {
        const isNews = severity !== undefined && severity !== otherwise(rule);
        return withSaid(next, [...path, rule.id], isNews ? severity : undefined, base);
      }, written),
    );
  const leastOf = (rule: PolicyRule) => {
    const lock = lockOver(['rules', rule.id], draft) ?? lockOver(['fields', id], draft);
    return lock ? otherwise(rule) : undefined;
  };
  const kind = wordFor('category', category);
  const title = (
    <>
      <strong>{kind}</strong>
      <span class="meaning">{t(`editor_category_${category}_help`)}</span>
    </>
  );
  const select = (
    <SeveritySelect
      {...(isFirst && { id: path.join('.') })}
      label={t('editor_kindHere', kind)}
      value={isMixed ? undefined : now[0]}
      mixed={isMixed}
      onChange={(severity) => say(rules, severity)}
    />
  );
  return (
    <div class="kind">
      <div class="head">
        <p>{title}</p>
        {select}
      </div>
      <details>
        <summary>
          {t(rules.length === 1 ? 'editor_oneRule' : 'editor_someRules', String(rules.length))}
          {isSaid && <span class="tag">{t('editor_changedShort')}</span>}
        </summary>
        <table class="rules">
          <caption class="unseen">{t('editor_kindHere', kind)}</caption>
          <thead class="unseen">
            <tr>
              <th scope="col">{t('editor_rule')}</th>
              <th scope="col">{t('editor_howHere')}</th>
            </tr>
          </thead>
          <tbody>
            {rules.map((rule) => (
              <tr key={rule.id}>
                <th scope="row" lang={draft.base.policy.language}>
                  {rule.instruction}
                  <span class="meaning">{whySo(rule, above, draft)}</span>
                </th>
                <td>
                  <SeveritySelect
                    label={rule.instruction}
                    value={own[rule.id] ?? otherwise(rule)}
                    least={leastOf(rule)}
                    onChange={(severity) => say([rule], severity)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}

/** What a rule would ask in a field, and who says so. */
function whySo(rule: PolicyRule, field: PolicyField, draft: Draft): string {
  const severity = wordFor('severity', severityIn(rule, field));
  const said = field.severity?.[rule.id]
    ? ['fields', field.id, 'severity', rule.id]
    : rule.channels?.[field.channel]
      ? ['rules', rule.id, 'channels', field.channel]
      : ['rules', rule.id, 'severity'];
  const layer = (draft.reading.resolved ?? draft.base).says
    .get(said.join('/'))
    ?.filter(({ as }) => as !== 'refused')
    .at(-1)?.layer;
  return t('editor_otherwiseFrom', severity, layer?.policy.name ?? '');
}

/** Consent is there or not; where it is recorded has to be said. */
function ConsentSetting({ id }: { id: string }) {
  const path = ['fields', id, 'consent'];
  const said = useSaid(path);
  const editor = useEditor();
  const value = isTable(said.value) ? said.value : null;
  return (
    <fieldset class="setting">
      <legend>{titleOf(path)}</legend>
      <p class="help">{helpOf(path)}</p>
      <label class="switch">
        <input
          type="checkbox"
          id={path.join('.')}
          checked={value !== null}
          onChange={() => said.set(value ? undefined : { to: ['health'], recorded: '' })}
        />
        <span>{t('editor_consentHealth')}</span>
      </label>
      {value && (
        <div class="setting">
          <label for={`${path.join('.')}.recorded`}>{titleOf([...path, 'recorded'])}</label>
          <p class="help" id={`${path.join('.')}-help`}>
            {helpOf([...path, 'recorded'])}
          </p>
          <TextBox
            id={`${path.join('.')}.recorded`}
            value={textOf(value.recorded)}
            describedBy={`${path.join('.')}-help`}
            needed
            onChange={(recorded) =>
              editor.change(path.join('.'), (written, base) =>
                withSaid(written, path, { ...value, recorded }, base),
              )
            }
          />
        </div>
      )}
      <Problems path={path} />
    </fieldset>
  );
}

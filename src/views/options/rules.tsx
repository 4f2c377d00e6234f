import { useRef, useState } from 'preact/hooks';
import { CATEGORIES, type Severity } from '../../engine/engine.ts';
import { CHANNELS } from '../../policy/policy.ts';
import { t } from '../policy.ts';
import { lockOver, originOf, useDraft, useEditor, useSaid } from './context.ts';
import { takenIds } from './editor.ts';
import { idsOf, saysAt, ToMend } from './fields.tsx';
import { idFor, isTable, saidAt, textOf, withSaid } from './layer.ts';
import { Page } from './page.tsx';
import { isAbout } from './problems.ts';
import { hashOf, type Route } from './route.ts';
import { RuleForm } from './rule.tsx';
import { SeveritySelect } from './severity.tsx';
import { titleOf, wordFor } from './words.ts';

/** All rules of the draft, or one. */
export function Rules({ route }: { route: Route }) {
  const draft = useDraft();
  const ids = idsOf(draft, 'rules');
  if (route.id !== undefined && ids.includes(route.id)) {
    return <RuleForm key={route.id} route={route} id={route.id} />;
  }
  const kindOf = (id: string) => saysAt(draft, 'rules', id, 'category');
  const kinds = CATEGORIES.filter((category) => ids.some((id) => kindOf(id) === category));
  const others = ids.filter((id) => !CATEGORIES.some((category) => category === kindOf(id)));
  return (
    <Page
      route={{ ...route, id: undefined }}
      title={t('editor_page_rules')}
      lead={t('editor_rulesLead')}
    >
      {!ids.length && <p class="empty">{t('editor_rulesEmpty')}</p>}
      {kinds.map((category) => (
        <section key={category} class="kind-of-rules">
          <h2>{wordFor('category', category)}</h2>
          <ul class="rows">
            {ids
              .filter((id) => kindOf(id) === category)
              .map((id) => (
                <RuleRow key={id} id={id} />
              ))}
          </ul>
        </section>
      ))}
      {others.length > 0 && (
        <ul class="rows">
          {others.map((id) => (
            <RuleRow key={id} id={id} />
          ))}
        </ul>
      )}
      <NewRule />
    </Page>
  );
}

function RuleRow({ id }: { id: string }) {
  const draft = useDraft();
  const said = useSaid(['rules', id, 'severity']);
  const from = originOf('rules', id, draft);
  const isChanged = saidAt(draft.written, ['rules', id]) !== undefined;
  const told = draft.told.filter((one) => isAbout(one, ['rules', id]));
  const instruction = textOf(saysAt(draft, 'rules', id, 'instruction')) || id;
  const channels = saysAt(draft, 'rules', id, 'channels');
  // Only where a note of ours goes.
  const ways = idsOf(draft, 'fields').map((own) => saysAt(draft, 'fields', own, 'channel'));
  const apart = CHANNELS.filter(
    (channel) => isTable(channels) && channels[channel] && ways.includes(channel),
  );
  return (
    <li class="row with-select">
      <div>
        <h3>
          <a href={hashOf('rules', id)}>{instruction}</a>
        </h3>
        {apart.length > 0 && isTable(channels) && (
          <p class="soft">
            {apart
              .map((own) =>
                t(
                  'editor_inChannel',
                  wordFor('channel', own),
                  wordFor('severity', textOf(channels[own])),
                ),
              )
              .join(' · ')}
          </p>
        )}
        <p class="tags">
          {(!from || isChanged) && (
            <span class="tag">{t(from ? 'editor_changedShort' : 'editor_ownRule')}</span>
          )}
          <ToMend told={told} />
        </p>
      </div>
      <SeveritySelect
        label={t('editor_severityOf', instruction)}
        value={said.value as Severity | undefined}
        least={lockOver(['rules', id], draft) ? (said.above as Severity) : undefined}
        onChange={said.set}
      />
    </li>
  );
}

/** Asks for the sentence and what it is about; the rest is asked for where it is explained. */
function NewRule() {
  const editor = useEditor();
  const box = useRef<HTMLInputElement>(null);
  const [category, setCategory] = useState<string>('health');
  const add = () => {
    const { draft } = editor.shown;
    const instruction = box.current?.value.trim() ?? '';
    if (!draft || !instruction) return;
    const id = idFor(instruction, takenIds(draft, 'rules'));
    editor.change('', (written, base) => {
      const start = { category, severity: 'warn', instruction };
      return Object.entries(start).reduce(
        (now, [key, value]) => withSaid(now, ['rules', id, key], value, base),
        written,
      );
    });
    location.hash = hashOf('rules', id, 'terms');
  };
  return (
    <form
      class="new"
      onSubmit={(e) => {
        e.preventDefault();
        add();
      }}
    >
      <h2>{t('editor_newRule')}</h2>
      <label for="new-rule">{titleOf(['rules', '0', 'instruction'])}</label>
      <p class="help" id="new-rule-help">
        {t('editor_newRuleHelp')}
      </p>
      <input
        id="new-rule"
        type="text"
        autocomplete="off"
        aria-describedby="new-rule-help"
        ref={box}
      />
      <label class="new-kind" for="new-rule-kind">
        {titleOf(['rules', '0', 'category'])}
      </label>
      <div class="adding">
        <select
          id="new-rule-kind"
          value={category}
          onChange={(e) => setCategory(e.currentTarget.value)}
        >
          {CATEGORIES.map((own) => (
            <option key={own} value={own}>
              {wordFor('category', own)}
            </option>
          ))}
        </select>
        <button type="submit" class="primary">
          {t('editor_newRuleAdd')}
        </button>
      </div>
    </form>
  );
}

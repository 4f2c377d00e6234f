import type { Severity } from '../../engine/engine.ts';
import { CHANNELS } from '../../policy/policy.ts';
import { isStricter } from '../../policy/strictness.ts';
import { t } from '../policy.ts';
import { lockOver, originOf, useDraft, useSaid } from './context.ts';
import { ExamplesSetting } from './example-list.tsx';
import { Leave } from './field.tsx';
import { saysAt } from './fields.tsx';
import { textOf } from './layer.ts';
import { ListSetting, OwnListSetting } from './list.tsx';
import { Page } from './page.tsx';
import type { Route } from './route.ts';
import { ChoiceSetting, Problems, SwitchSetting, TextSetting } from './setting.tsx';
import { SeveritySelect } from './severity.tsx';
import { helpOf, titleOf, wordFor } from './words.ts';

/** One rule: what it says, how strictly, what it finds and what to write instead. */
export function RuleForm({ route, id }: { route: Route; id: string }) {
  const draft = useDraft();
  const at = (...keys: string[]) => ['rules', id, ...keys];
  const from = originOf('rules', id, draft);
  const said = useSaid(at('severity'));
  const least = lockOver(at(), draft) ? (said.above as Severity) : undefined;
  const instruction = textOf(saysAt(draft, ...at('instruction'))) || id;
  return (
    <Page
      route={route}
      title={instruction}
      up="rules"
      end={<Leave kind="rules" id={id} name={instruction} />}
    >
      {from && <p class="note">{t('editor_ruleFrom', from.policy.name)}</p>}
      <Problems path={at()} only />
      <TextSetting path={at('instruction')} required lines={2} />
      <ChoiceSetting
        path={at('severity')}
        setting="severity"
        isOpen={(option) => !least || !isStricter(least, option as Severity)}
      />
      <ListSetting path={at('suggestions')} add={t('editor_addSuggestion')} />
      <ListSetting path={at('prompts')} add={t('editor_addPrompt')} />
      <TextSetting path={at('reason')} lines={2} />
      <TextSetting path={at('source')} lines={2} />
      <h2>{t('editor_ruleFinds')}</h2>
      {from ? (
        <p class="note">
          {t('editor_ruleKind', wordFor('category', textOf(saysAt(draft, ...at('category')))))}
        </p>
      ) : (
        <ChoiceSetting path={at('category')} setting="category" />
      )}
      <ListSetting path={at('terms')} help={t('editor_termsHelp')} add={t('editor_addTerm')} />
      <ListSetting path={at('allow')} help={t('editor_allowHelp')} add={t('editor_addAllowed')} />
      <ExamplesSetting id={id} />
      <details>
        <summary>{t('editor_more')}</summary>
        <Channels id={id} />
        <SwitchSetting path={at('locked')} />
        <details>
          <summary>{t('editor_advanced')}</summary>
          <p class="help">{t('editor_termsForm')}</p>
          <OwnListSetting path={at('groups')} add={t('editor_addGroup')} />
          <div class="code">
            <ListSetting path={at('patterns')} add={t('editor_addPattern')} />
          </div>
        </details>
      </details>
    </Page>
  );
}

/** How strictly where it differs: by channel, and in quotation marks. */
function Channels({ id }: { id: string }) {
  return (
    <fieldset class="setting">
      <legend>{titleOf(['rules', id, 'channels'])}</legend>
      <p class="help">{t('editor_channelsHelp')}</p>
      {CHANNELS.map((channel, i) => (
        <ApartSetting
          key={channel}
          path={['rules', id, 'channels', channel]}
          title={wordFor('channel', channel)}
          {...(i === 0 && { anchor: `rules.${id}.channels` })}
        />
      ))}
      <ApartSetting
        path={['rules', id, 'quoted']}
        title={titleOf(['rules', id, 'quoted'])}
        help={helpOf(['rules', id, 'quoted'])}
      />
    </fieldset>
  );
}

function ApartSetting({
  path,
  title,
  help,
  anchor,
}: {
  path: string[];
  title: string;
  help?: string;
  anchor?: string;
}) {
  const said = useSaid(path);
  return (
    <div class="apart">
      <p>
        {title}
        {help && <span class="meaning">{help}</span>}
      </p>
      <SeveritySelect
        label={title}
        id={anchor ?? path.join('.')}
        value={said.own as Severity | undefined}
        otherwise={said.above as Severity | undefined}
        onChange={said.set}
      />
      <Problems path={path} />
    </div>
  );
}

import { t } from '../policy.ts';
import { useDraft, useSaid } from './context.ts';
import type { Path } from './layer.ts';
import { listOf, textOf } from './layer.ts';
import { OwnListSetting } from './list.tsx';
import { Page } from './page.tsx';
import type { Route } from './route.ts';
import { Choice, ChoiceSetting, Origin, Problems, SwitchSetting, TextSetting } from './setting.tsx';
import { meaningOf, optionsOf, titleOf, wordFor } from './words.ts';

/** What an instruction says of itself. */
export function About({ route }: { route: Route }) {
  return (
    <Page route={route} title={t('editor_page_about')} lead={t('editor_aboutLead')}>
      <TextSetting path={['name']} required />
      <TextSetting path={['decidedBy']} />
      <TextSetting path={['appliesTo']} />
      <div class="pair">
        <TextSetting path={['validFrom']} type="date" />
        <TextSetting path={['reviewBy']} type="date" />
      </div>
      <TextSetting path={['contact']} />
      <TextSetting path={['version']} required />
      <OverrideSetting path={['override']} fallback="once" />
      <ChoiceSetting
        path={['pause']}
        setting="pause"
        fallback="until-tomorrow"
        isOpen={(option) => option === 'none'}
      />
      <details>
        <summary>{t('editor_more')}</summary>
        <LanguagesSetting />
        <ChoiceSetting path={['learned']} setting="learned" fallback="on" />
        <SwitchSetting path={['locked']} />
        <ExtendsShown />
      </details>
    </Page>
  );
}

/** The languages notes are written in. */
function LanguagesSetting() {
  const said = useSaid(['languages']);
  const own = listOf(said.own);
  return (
    <fieldset class="setting">
      <legend>{titleOf(['languages'])}</legend>
      {optionsOf('language').map((option, i) => {
        const isOn = own.includes(option);
        return (
          <label key={option} class="switch">
            <input
              type="checkbox"
              id={i === 0 ? 'languages' : undefined}
              checked={isOn}
              // One of them has to be left.
              disabled={isOn && own.length === 1}
              onChange={() =>
                said.set(isOn ? own.filter((one) => one !== option) : [...own, option])
              }
            />
            <span>{wordFor('language', option)}</span>
          </label>
        );
      })}
      <Problems path={['languages']} />
    </fieldset>
  );
}

function ExtendsShown() {
  const { reading } = useDraft();
  const above = reading.stack.filter((layer) => layer !== reading.layer);
  return (
    <div class="setting">
      <h2 class="label">{titleOf(['extends'])}</h2>
      {above.length ? (
        <ul>
          {above.map(({ policy }) => (
            <li key={policy.id}>{policy.name}</li>
          ))}
        </ul>
      ) : (
        <p class="empty">{t('editor_extendsNothing')}</p>
      )}
      <Problems path={['extends']} />
    </div>
  );
}

/** Whether one may save anyway, and for which reasons. */
export function OverrideSetting({ path, fallback }: { path: Path; fallback?: string }) {
  const said = useSaid(path);
  const value = said.value as { allowed?: unknown; reasons?: unknown } | undefined;
  const allowed = textOf(value?.allowed) || fallback || '';
  const id = path.join('.');
  const choose = (option: string) => {
    if (!option) return said.set(undefined);
    const reasons = listOf(value?.reasons);
    said.set({ allowed: option, ...(option === 'reason' && reasons.length && { reasons }) });
  };
  const options = [...(fallback ? [] : ['']), ...optionsOf('allowed')];
  return (
    <fieldset class="setting">
      <legend>{titleOf(path)}</legend>
      <div class="choices">
        {options.map((option, i) => (
          <Choice
            key={option}
            id={i === 0 ? id : undefined}
            name={id}
            value={option}
            checked={option === allowed}
            choose={() => choose(option)}
            word={option ? wordFor('allowed', option) : t('editor_allowed_as')}
            meaning={option ? meaningOf('allowed', option) : t('editor_allowed_as_help')}
          />
        ))}
      </div>
      {allowed === 'reason' && (
        <OwnListSetting path={[...path, 'reasons']} add={t('editor_addReason')} />
      )}
      <Origin said={said} path={path} title={titleOf(path)} />
      <Problems path={path} only />
    </fieldset>
  );
}

import { CATEGORIES } from '../../engine/engine.ts';
import type { PolicyField, PolicyRule } from '../../policy/policy.ts';
import type { Problem } from '../../policy/problem.ts';
import { addressWords } from '../address-words.ts';
import { t } from '../policy.ts';
import { Forbidden } from '../sites.tsx';
import { Confirm, useDialog } from './confirm.tsx';
import { useEditor } from './context.ts';
import { Page } from './page.tsx';
import { pathOf, plainText } from './problems.ts';
import type { Route } from './route.ts';
import { hashOf } from './route.ts';
import { newDraft } from './start.tsx';
import { language, titleOf, wordFor } from './words.ts';

/** The policy in force, as staff may read it, and where a draft may begin. */
export function InForce({ route }: { route: Route }) {
  const editor = useEditor();
  const { inForce, problems, layers, local, draft, isItKnown } = editor.shown;
  const dialog = useDialog();
  if (!inForce) {
    return (
      <Page route={route} title={t('optionsTitle')}>
        <p class="empty">{t('optionsNone')}</p>
      </Page>
    );
  }
  const { policy, layer } = inForce;
  const day = (date: string) => new Date(`${date}T12:00`).toLocaleDateString(language, LONG);
  const isPast = policy.reviewBy !== undefined && policy.reviewBy < today();
  const facts: [string, string | undefined][] = [
    [titleOf(['decidedBy']), policy.decidedBy],
    [titleOf(['appliesTo']), policy.appliesTo],
    [titleOf(['validFrom']), policy.validFrom && day(policy.validFrom)],
    [titleOf(['reviewBy']), policy.reviewBy && day(policy.reviewBy)],
    [titleOf(['contact']), policy.contact],
  ];
  const begin = () => {
    const lowest = layers.at(-1);
    const builtIn = lowest?.source === 'built-in' ? [lowest.policy.id] : [];
    editor.replace(layer === 'local' && local ? local.text : newDraft(builtIn));
    location.hash = hashOf('about');
  };
  return (
    <Page route={route} title={t('optionsTitle')}>
      <p class="lead">
        <strong lang={policy.language}>{policy.name}</strong>
        <br />
        {t('optionsVersion', policy.version)} · {t(`optionsSource_${layer.replace('-', '_')}`)}
      </p>
      {!isItKnown && <p class="soft">{t('unknownIt')}</p>}
      {isPast && policy.reviewBy && (
        <p class="warning">
          <strong>{t('editor_reviewPast', day(policy.reviewBy))}</strong>{' '}
          {t('editor_reviewPastHelp')}
        </p>
      )}
      <p class="ways">
        {draft ? (
          <a class="button primary" href={hashOf('about')}>
            {t('editor_goOn')}
          </a>
        ) : (
          <>
            <a class="button primary" href={hashOf('start')}>
              {t('editor_startOwn')}
            </a>
            <button type="button" onClick={begin}>
              {t(layer === 'local' ? 'editor_startChange' : 'editor_startOver')}
            </button>
          </>
        )}
        {local && (
          <button type="button" class="quiet" onClick={dialog.open}>
            {t('editor_takeOut')}
          </button>
        )}
      </p>
      <Confirm
        dialog={dialog}
        title={t('editor_takeOutTitle')}
        yes={t('editor_takeOutYes')}
        onYes={() => editor.takeOut()}
      >
        <p>{t('editor_takeOutHelp')}</p>
      </Confirm>
      <Forbidden policy={policy} />
      {problems.length > 0 && <InForceProblems problems={problems} />}
      {facts.some(([, value]) => value) && (
        <dl class="facts">
          {facts.map(
            ([title, value]) =>
              value && (
                <div key={title}>
                  <dt>{title}</dt>
                  <dd lang={policy.language}>{value}</dd>
                </div>
              ),
          )}
        </dl>
      )}
      <h2>{t('optionsFields')}</h2>
      <div class="read" lang={policy.language}>
        {policy.fields.map((field) => (
          <FieldRead key={field.id} field={field} />
        ))}
      </div>
      <h2>{t('optionsRules')}</h2>
      <div class="read">
        {CATEGORIES.map((category) => {
          const rules = policy.rules.filter((rule) => rule.category === category);
          return rules.length ? (
            <section key={category}>
              <h3>{wordFor('category', category)}</h3>
              {rules.map((rule) => (
                <RuleRead
                  key={rule.id}
                  rule={rule}
                  language={policy.language}
                  isFailing={problems.some(
                    ({ where, level }) =>
                      level === 'error' && where[0] === 'rules' && where[1] === rule.id,
                  )}
                />
              ))}
            </section>
          ) : null;
        })}
      </div>
      <h2>{t('editor_layers')}</h2>
      <p class="help">{t('editor_layersHelp')}</p>
      <ol class="layers">
        {layers.map((own) => (
          <li key={own.policy.id}>
            <span lang={own.policy.language}>{own.policy.name}</span>{' '}
            <span class="soft">{t(`optionsSource_${own.source.replace('-', '_')}`)}</span>
          </li>
        ))}
      </ol>
    </Page>
  );
}

const LONG = { year: 'numeric', month: 'long', day: 'numeric' } as const;
const today = () => new Date().toLocaleDateString('sv');

function InForceProblems({ problems }: { problems: readonly Problem[] }) {
  return (
    <section class="warning" aria-labelledby="to-mend">
      <h2 id="to-mend">{t('editor_mend')}</h2>
      <ul>
        {problems.map((problem) => {
          const text = plainText(problem, pathOf(problem, {}));
          return <li key={text}>{text}</li>;
        })}
      </ul>
    </section>
  );
}

function FieldRead({ field }: { field: PolicyField }) {
  const places = field.where.map(({ tool, urls }) => tool ?? urls.map(addressWords).join(', '));
  return (
    <details>
      <summary>
        <strong>{field.name}</strong>
      </summary>
      <p>{field.purpose}</p>
      <dl class="facts">
        {(
          [
            ['relevant', field.relevant],
            ['channel', wordFor('channel', field.channel)],
            ['retention', field.retention],
            ['where', places.join(', ')],
            ['phrases', field.phrases?.join(' · ')],
          ] as const
        ).map(
          ([key, value]) =>
            value && (
              <div key={key}>
                <dt>{titleOf(['fields', '0', key])}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </details>
  );
}

function RuleRead({
  rule,
  language: spoken,
  isFailing,
}: {
  rule: PolicyRule;
  language: string;
  isFailing: boolean;
}) {
  return (
    <details>
      <summary>
        <strong lang={spoken}>{rule.instruction}</strong>
        <span class="meaning">{wordFor('severity', rule.severity)}</span>
        {isFailing && <span class="tag bad">{t('editor_failing')}</span>}
      </summary>
      <p lang={spoken}>{rule.reason}</p>
      <p class="soft" lang={spoken}>
        {rule.source}
      </p>
    </details>
  );
}

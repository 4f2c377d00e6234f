import { render } from 'preact';
import browser from 'webextension-polyfill';
import type { PolicyInForce } from '../../policy/in-force.ts';
import { policyInForce, t } from '../policy.ts';

/** The policy in force, as staff may read it. */
function Options({ inForce }: { inForce: PolicyInForce | null }) {
  if (!inForce) return <p>{t('optionsNone')}</p>;
  const { policy, layer } = inForce;
  return (
    <>
      <h1>{t('optionsTitle')}</h1>
      <p class="lead">
        <strong>{policy.name}</strong>
        <br />
        {t('optionsVersion', policy.version)} · {t(`optionsSource_${layer.replace('-', '_')}`)}
        {policy.decidedBy && ` · ${policy.decidedBy}`}
      </p>
      <h2>{t('optionsFields')}</h2>
      {policy.fields.map((field) => (
        <section key={field.id} lang={policy.language}>
          <h3>{field.name}</h3>
          <p>{field.purpose}</p>
        </section>
      ))}
      <h2>{t('optionsRules')}</h2>
      {policy.rules.map((rule) => (
        <section key={rule.id} lang={policy.language}>
          <h3>{rule.instruction}</h3>
          <p>
            {rule.reason} <span class="soft">{rule.source}</span>
          </p>
          <p class="soft">{t(`severity_${rule.severity}`)}</p>
        </section>
      ))}
    </>
  );
}

document.documentElement.lang = browser.i18n.getUILanguage();
document.title = `Saklig – ${t('optionsTitle')}`;
render(<Options inForce={await policyInForce()} />, document.getElementById('view') as HTMLElement);

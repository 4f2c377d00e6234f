import { render } from 'preact';
import browser from 'webextension-polyfill';
import type { PolicyInForce } from '../../policy/in-force.ts';
import { placesAt } from '../../policy/instruction.ts';
import { Forbidden } from '../options/sites.tsx';
import { policyInForce, t } from '../policy.ts';

/** Whether this page is read, and by which policy. */
function Popup({ inForce, address }: { inForce: PolicyInForce | null; address: string }) {
  if (!inForce) return <p>{t('optionsNone')}</p>;
  const { policy } = inForce;
  const fields = [...new Set(placesAt(policy, address).map(({ field }) => field.name))];
  return (
    <>
      <p>
        <strong>{t(fields.length ? 'popupWatched' : 'popupNotWatched')}</strong>
      </p>
      {fields.length > 0 && (
        <ul lang={policy.language}>
          {fields.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      )}
      <Forbidden policy={policy} />
      <p>{t('popupPolicy', policy.name, policy.version)}</p>
      <p class="soft">{t('popupPrivacy')}</p>
      <button type="button" onClick={() => browser.runtime.openOptionsPage()}>
        {t('popupMore')}
      </button>
    </>
  );
}

document.documentElement.lang = browser.i18n.getUILanguage();
// Without the "tabs" permission the address is told only for pages the extension may read: just
// those whose policy it would show.
const [tab] = await browser.tabs.query({ active: true, currentWindow: true });
render(
  <Popup inForce={await policyInForce()} address={tab?.url ?? ''} />,
  document.getElementById('view') as HTMLElement,
);

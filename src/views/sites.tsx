import { useEffect, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import type { Policy } from '../policy/policy.ts';
import { addressWords } from './address-words.ts';
import { t } from './policy.ts';

/** The address patterns of all fields. */
export const addressesOf = ({ fields }: Pick<Policy, 'fields'>) => [
  ...new Set(fields.flatMap(({ where }) => where.flatMap(({ urls }) => urls))),
];

/** Those of some address patterns that the browser does not let us read yet. */
export function useForbidden(addresses: readonly string[]): string[] {
  const [forbidden, setForbidden] = useState<string[]>([]);
  const key = addresses.join(' ');
  useEffect(() => {
    let isLate = false;
    const look = async () => {
      const all = key ? key.split(' ') : [];
      const may = await Promise.all(all.map(isAllowed));
      if (!isLate) setForbidden(all.filter((_, i) => !may[i]));
    };
    look();
    browser.permissions.onAdded.addListener(look);
    return () => {
      isLate = true;
      browser.permissions.onAdded.removeListener(look);
    };
  }, [key]);
  return forbidden;
}

async function isAllowed(origin: string): Promise<boolean> {
  try {
    return await browser.permissions.contains({ origins: [origin] });
  } catch {
    // An address that the browser does not take is none it could ask about.
    return true;
  }
}

/** Asks the browser's own question; has to be called right from a click. */
export async function allow(addresses: readonly string[]): Promise<boolean> {
  if (!addresses.length) return true;
  try {
    return await browser.permissions.request({ origins: [...addresses] });
  } catch {
    return false;
  }
}

/** Some addresses, in words. */
export const sitesWords = (addresses: readonly string[]) =>
  new Intl.ListFormat(t('language'), { type: 'conjunction' }).format(
    new Set(addresses.map(addressWords)),
  );

/** Says where we may not read although the policy asks for it, and asks for leave. */
export function Forbidden({ policy }: { policy: Policy }) {
  const forbidden = useForbidden(addressesOf(policy));
  if (!forbidden.length) return null;
  return (
    <section class="warning" aria-label={t('editor_forbidden')}>
      <p>
        <strong>{t('editor_forbidden')}</strong> {t('editor_forbiddenSites', sitesWords(forbidden))}
      </p>
      <button type="button" onClick={() => allow(forbidden)}>
        {t('editor_allow')}
      </button>
    </section>
  );
}

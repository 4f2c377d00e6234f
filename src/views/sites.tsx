import { useEffect, useRef, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import type { Policy } from '../policy/policy.ts';
import { sitesOf } from '../policy/url.ts';
import { addressWords } from './address-words.ts';
import { t } from './policy.ts';

/** Those sites of a policy that the browser does not let us read yet. */
export function useForbidden(policy: Pick<Policy, 'fields'> | undefined): string[] {
  const [forbidden, setForbidden] = useState<string[]>([]);
  const key = policy ? sitesOf(policy).join(' ') : '';
  useEffect(() => {
    let isLate = false;
    const look = async () => {
      const all = key ? key.split(' ') : [];
      const may = await Promise.all(all.map(isAllowed));
      if (!isLate) setForbidden(all.filter((_, i) => !may[i]));
    };
    look();
    const { onAdded, onRemoved } = browser.permissions;
    for (const event of [onAdded, onRemoved]) event.addListener(look);
    return () => {
      isLate = true;
      for (const event of [onAdded, onRemoved]) event.removeListener(look);
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

/** Asks the browser's own question about one site; has to be called right from a click. */
export async function allow(site: string): Promise<boolean> {
  try {
    return await browser.permissions.request({ origins: [site] });
  } catch {
    return false;
  }
}

/** Some sites, in words. */
export const sitesWords = (sites: readonly string[]) =>
  new Intl.ListFormat(t('language'), { type: 'conjunction' }).format(sites.map(addressWords));

/**
 * Says where we may not read although the policy asks for it, and asks for leave: for one site at a time,
 * so that nobody has to say yes to all or to none.
 */
export function Forbidden({ policy }: { policy: Pick<Policy, 'fields'> }) {
  const sites = useForbidden(policy);
  const part = useRef<HTMLElement>(null);
  /** True: the button that was pressed may be gone, and with it the place of whoever uses keys. */
  const isAnswered = useRef(false);
  useEffect(() => {
    if (!isAnswered.current || document.activeElement !== document.body) return;
    isAnswered.current = false;
    const next = part.current?.querySelector('button') ?? document.querySelector('h1');
    next?.focus();
  }, [sites]);
  if (!sites.length) return null;
  return (
    <section ref={part} class="warning" aria-label={t('editor_forbidden')}>
      <p>
        <strong>{t('editor_forbidden')}</strong> {t('editor_forbiddenSites')}
      </p>
      <ul class="sites">
        {sites.map((site) => (
          <li key={site}>
            <button
              type="button"
              onClick={() => {
                isAnswered.current = true;
                allow(site);
              }}
            >
              {t('editor_allowSite', addressWords(site))}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

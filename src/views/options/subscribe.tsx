import type { Ref } from 'preact';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import browser from 'webextension-polyfill';
import { fetchFile, isMarking, siteOf } from '../../policy/fetch-file.ts';
import type { ManagedValues, RemotePolicy, Subscription } from '../../policy/in-force.ts';
import { isDecided, isPolicyAddress, readManaged } from '../../policy/managed.ts';
import { type Offer, readOffer } from '../../policy/offer.ts';
import type { Refusal } from '../../policy/publication.ts';
import { fingerprint } from '../../policy/signed.ts';
import { language, t } from '../policy.ts';
import { refusalWords } from '../refusal.ts';
import { allow } from '../sites.tsx';
import { addressOf } from './address.ts';
import { Confirm, useDialog } from './confirm.tsx';
import { Page } from './page.tsx';
import type { Route } from './route.ts';

/** What is known of addresses here. */
interface Known {
  subscription: Subscription | null;
  remote: RemotePolicy | null;
  /** True: the school's IT has decided where policies come from. */
  isDecided: boolean;
  /** True: the browser has said whether the school's IT has set anything. */
  isItKnown: boolean;
}

/** Where somebody whom no IT helps names the address that the school's policy comes from. */
export function Subscribe({ route }: { route: Route }) {
  const known = useKnown();
  const chosen = useRef<HTMLHeadingElement>(null);
  /** True: the button that was pressed is gone, and the heading of what it brings has to come yet. */
  const isAwaited = useRef(false);
  const showChosen = () => {
    isAwaited.current = !chosen.current;
    chosen.current?.focus();
  };
  const wasChosen = useRef(false);
  useEffect(() => {
    if (isAwaited.current && chosen.current) showChosen();
    const isGone = wasChosen.current && !chosen.current;
    // The button that took it away went with it.
    if (isGone && document.activeElement === document.body) document.querySelector('h1')?.focus();
    wasChosen.current = chosen.current !== null;
  }, [known]);
  return (
    <Page route={route} title={t('editor_page_address')} lead={t('addressLead')}>
      {known?.isDecided && <p class="warning">{t('addressDecided')}</p>}
      {known && !known.isDecided && (
        <>
          {!known.isItKnown && <p class="soft">{t('addressUnknownIt')}</p>}
          {known.subscription && (
            <Chosen heading={chosen} subscription={known.subscription} remote={known.remote} />
          )}
          <Add isOther={known.subscription !== null} onTrusted={showChosen} />
        </>
      )}
    </Page>
  );
}

function useKnown(): Known | null {
  const [known, setKnown] = useState<Known | null>(null);
  useEffect(() => {
    const look = async () => {
      const stored = (await browser.storage.local.get(['subscription', 'remote', 'managed'])) as {
        subscription?: Subscription;
        remote?: RemotePolicy;
        managed?: ManagedValues;
      };
      setKnown({
        subscription: stored.subscription ?? null,
        remote: stored.remote ?? null,
        isDecided: isDecided(readManaged(stored.managed ?? {}).managed),
        isItKnown: stored.managed !== undefined,
      });
    };
    const hear = (_: unknown, area: string) => {
      if (area === 'local') look();
    };
    browser.storage.onChanged.addListener(hear);
    look();
    return () => browser.storage.onChanged.removeListener(hear);
  }, []);
  return known;
}

/** The address that counts, what it gave last, and the way to be rid of it. */
function Chosen({
  heading,
  subscription: { address, keys },
  remote,
}: {
  heading: Ref<HTMLHeadingElement>;
  subscription: Subscription;
  remote: RemotePolicy | null;
}) {
  const dialog = useDialog();
  const print = useFingerprint(keys[0] ?? '');
  const own = remote?.address === address ? remote : null;
  const day = (at: number) => new Date(at).toLocaleDateString(language, { dateStyle: 'long' });
  return (
    <section aria-labelledby="chosen">
      <h2 id="chosen" ref={heading} tabIndex={-1}>
        {t('addressChosen')}
      </h2>
      <dl class="facts">
        <div>
          <dt>{t('addressLabel')}</dt>
          <dd>{address}</dd>
        </div>
        <div>
          <dt>{t('addressPrint')}</dt>
          <dd>
            <code>{print}</code>
          </dd>
        </div>
      </dl>
      <div role="status">
        {own?.accepted && own.fetchedAt !== null && (
          <p>{t('popupEdition', String(own.accepted.version), day(own.fetchedAt))}</p>
        )}
        {own?.error && <p class="warning">{refusalWords(own.error)}</p>}
        {!own && <p>{t('addressAsking')}</p>}
      </div>
      <button type="button" onClick={dialog.open}>
        {t('addressRemove')}
      </button>
      <Confirm
        dialog={dialog}
        title={t('addressRemove')}
        yes={t('addressRemoveYes')}
        // What came from it goes with it: whoever adds it again begins anew.
        onYes={() => browser.storage.local.remove(['subscription', 'remote'])}
      >
        <p>{t('addressRemoveHelp')}</p>
      </Confirm>
    </section>
  );
}

function useFingerprint(key: string): string {
  const [print, setPrint] = useState('');
  useEffect(() => {
    fingerprint(key).then(setPrint);
  }, [key]);
  return print;
}

type Answer = { address: string } & (Offer | Refusal);

/** Asks for an address, fetches what is there, and has a person say whether the key is the right one. */
function Add({ isOther, onTrusted }: { isOther: boolean; onTrusted: () => void }) {
  const id = useId();
  const [isAsking, setAsking] = useState(false);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [isRefused, setRefused] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const result = useRef<HTMLHeadingElement>(null);
  const refuse = () => {
    setAnswer(null);
    setRefused(true);
    // Before its button goes: another address can be typed there.
    input.current?.focus();
  };
  const ask = async (text: string) => {
    if (isAsking) return;
    setAsking(true);
    setRefused(false);
    setAnswer(null);
    setAnswer(await offerAt(text));
    setAsking(false);
    requestAnimationFrame(() => result.current?.focus());
  };
  const isGood = answer !== null && 'signers' in answer;
  return (
    <section>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          ask(String(new FormData(event.currentTarget).get('address')));
        }}
      >
        <label for={id}>{t(isOther ? 'addressOther' : 'addressLabel')}</label>
        <p class="help" id={`${id}-help`}>
          {t('addressHelp')}
        </p>
        <div class="adding">
          <input
            ref={input}
            type="text"
            id={id}
            name="address"
            inputMode="url"
            autocomplete="off"
            spellcheck={false}
            aria-describedby={`${id}-help`}
          />
          <button type="submit">{t('addressFetch')}</button>
        </div>
      </form>
      <p role="status" class="soft">
        {isAsking ? t('addressAsking') : isRefused && t('addressDistrusted')}
      </p>
      {answer && (
        <section class={isGood ? 'opened' : 'opened bad'}>
          <h2 ref={result} tabIndex={-1}>
            {isGood ? t('addressFound', answer.name) : t('addressNone')}
          </h2>
          {isGood ? (
            <Trust
              offer={answer}
              address={answer.address}
              onYes={() => {
                setAnswer(null);
                onTrusted();
              }}
              onNo={refuse}
            />
          ) : (
            <p>{refusalWords(answer)}</p>
          )}
        </section>
      )}
    </section>
  );
}

/** Only one key is trusted, the one that somebody has compared: beside it could stand a stranger's. */
function Trust({
  offer,
  address,
  onYes,
  onNo,
}: {
  offer: Offer;
  address: string;
  onYes: () => void;
  onNo: () => void;
}) {
  const name = useId();
  const { signers, epoch, minimumVersion } = offer;
  const isOne = signers.length === 1;
  const [key, setKey] = useState(isOne ? (signers[0]?.key ?? '') : '');
  const trust = async () => {
    const subscription: Subscription = { address, keys: [key], epoch, minimumVersion };
    await browser.storage.local.set({ subscription });
    onYes();
  };
  return (
    <>
      <p>{t('optionsVersion', offer.version)}</p>
      <p>{t(isOne ? 'addressCompare' : 'addressCompareMany')}</p>
      {isOne ? (
        <p>
          <code>{signers[0]?.fingerprint}</code>
        </p>
      ) : (
        <fieldset class="setting">
          <legend>{t('addressPrint')}</legend>
          {signers.map((signer) => (
            <label key={signer.key}>
              <input type="radio" name={name} onChange={() => setKey(signer.key)} />{' '}
              <code>{signer.fingerprint}</code>
            </label>
          ))}
        </fieldset>
      )}
      <p class="ways">
        <button type="button" class="primary" disabled={!key} onClick={trust}>
          {t('addressTrust')}
        </button>
        <button type="button" onClick={onNo}>
          {t('addressDistrust')}
        </button>
      </p>
    </>
  );
}

/** What there is at the address that somebody typed. */
async function offerAt(text: string): Promise<Answer> {
  const address = addressOf(text);
  if (!address) return { address: '', key: 'addressBad', values: [] };
  if (!isPolicyAddress(address)) return { address, key: 'addressPlain', values: [] };
  // Has to be called right from the click.
  if (isMarking()) await allow(siteOf(address));
  const file = await fetchFile(address);
  return { address, ...(file instanceof Uint8Array ? await readOffer(file) : file) };
}

import { useEffect, useRef, useState } from 'preact/hooks';
import browser, { type Tabs } from 'webextension-polyfill';
import { pagePattern, sitePattern } from '../../page/point/address.ts';
import type { Picked, Target } from '../../page/point/picked.ts';
import type { Place } from '../../policy/policy.ts';
import { t } from '../policy.ts';
import { allow } from '../sites.tsx';
import { addressOf } from './address.ts';
import './point.css';
import { type Ending, pointIn } from './pointing.ts';

interface PointAtFieldProps {
  /** True for a field that has its name: it is not asked for again. */
  hasName?: boolean;
  onPick(place: Place, label: string): void;
}

type State =
  | { is: 'closed' }
  /** `tab`, `closed`: where a pointing ended, and the parts of it that we may not read. */
  | { is: 'choosing'; said?: string; tab?: Tabs.Tab; closed?: string[] }
  | { is: 'pointing'; tab: Tabs.Tab; target: Target }
  /** `save`: the button that saves, when that was pointed at too. */
  | { is: 'picked'; tab: Tabs.Tab; picked: Picked; save?: Picked };

/** Makes a place of a policy by pointing at a field in an open tab. */
export function PointAtField({ hasName = false, onPick }: PointAtFieldProps) {
  const [state, setState] = useState<State>({ is: 'closed' });
  const stop = useRef<AbortController>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => () => stop.current?.abort(), []);
  // Whoever uses keys or a screen reader is led along.
  const was = useRef(state.is);
  useEffect(() => {
    if (was.current === state.is) return;
    was.current = state.is;
    if (state.is === 'closed') opener.current?.focus();
    else {
      panel.current?.focus({ preventScroll: true });
      panel.current?.scrollIntoView({ block: 'nearest' });
    }
  }, [state.is]);

  const pointAt = (tab: Tabs.Tab, target: Target) => {
    stop.current?.abort();
    stop.current = new AbortController();
    setState({ is: 'pointing', tab, target });
    return pointIn(tab, target, stop.current.signal).catch(
      (): Ending => ({ is: 'away', closed: [] }),
    );
  };
  const point = async (tab: Tabs.Tab) => {
    const end = await pointAt(tab, 'field');
    if (!('is' in end)) return setState({ is: 'picked', tab, picked: end });
    const said = end.is === 'away' ? t('point_away') : '';
    setState({ is: 'choosing', said, tab, closed: end.closed });
  };
  const pointAtSave = async (tab: Tabs.Tab, picked: Picked) => {
    const end = await pointAt(tab, 'button');
    setState({ is: 'picked', tab, picked, ...(!('is' in end) && { save: end }) });
  };
  const close = () => {
    stop.current?.abort();
    setState({ is: 'closed' });
  };

  if (state.is === 'closed') {
    return (
      <button ref={opener} type="button" onClick={() => setState({ is: 'choosing' })}>
        {t('point_open')}
      </button>
    );
  }
  return (
    <section ref={panel} class="point" aria-labelledby="point-title" tabIndex={-1}>
      <h3 id="point-title">{t(`point_title_${state.is}`)}</h3>
      {state.is === 'choosing' && state.tab && state.closed?.length ? (
        <Closed sites={state.closed} again={() => point(state.tab as Tabs.Tab)} />
      ) : null}
      {state.is === 'choosing' && <ChooseTab said={state.said} point={point} close={close} />}
      {state.is === 'pointing' && (
        <>
          <p>{t(`point_go_${state.target}`, titleOf(state.tab))}</p>
          <p class="point-ways">
            <button type="button" onClick={() => stop.current?.abort()}>
              {t('point_cancel')}
            </button>
          </p>
        </>
      )}
      {state.is === 'picked' && (
        <Confirm
          picked={state.picked}
          hasName={hasName}
          save={state.save}
          pointAtSave={() => pointAtSave(state.tab, state.picked)}
          again={() => point(state.tab)}
          close={close}
          use={(place, label) => {
            close();
            onPick(place, label);
          }}
        />
      )}
    </section>
  );
}

/** Parts of a page may come from another site: the field may be there, and needs its own leave. */
function Closed({ sites, again }: { sites: string[]; again(): void }) {
  return (
    <div class="point-part">
      <p>{t('point_closed')}</p>
      <ul class="sites">
        {sites.map((site) => (
          <li key={site}>
            <button
              type="button"
              onClick={async () => {
                if (await allow(site)) again();
              }}
            >
              {t('point_closedAllow', URL.parse(site)?.hostname ?? site)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface ChooseTabProps {
  said: string | undefined;
  point(tab: Tabs.Tab): void;
  close(): void;
}

/**
 * Which open page to point in. Only those are listed that the extension may read already; for another
 * site it asks for just that one, which it needs to read its notes later on.
 */
function ChooseTab({ said, point, close }: ChooseTabProps) {
  const [tabs, setTabs] = useState<Tabs.Tab[]>([]);
  const box = useRef<HTMLInputElement>(null);
  const [answer, setAnswer] = useState(said ?? '');
  useEffect(() => {
    let isOver = false;
    const look = async () => {
      const found = await tabsAt('*://*/*');
      if (!isOver) setTabs(found);
    };
    look();
    // She comes back from another tab, where she may have opened the tool.
    document.addEventListener('visibilitychange', look);
    return () => {
      isOver = true;
      document.removeEventListener('visibilitychange', look);
    };
  }, []);

  const go = async (event: Event) => {
    event.preventDefault();
    const url = addressOf(box.current?.value ?? '');
    if (!url) return setAnswer(t('point_noAddress'));
    const site = sitePattern(url);
    // First of all: browsers want it in the click itself.
    const isGranted = await allow(site);
    if (!isGranted) return setAnswer(t('point_notAllowed', new URL(url).hostname));
    const [first, ...others] = await tabsAt(site);
    if (!first) {
      setAnswer(t('point_opened'));
      await browser.tabs.create({ url });
    } else if (others.length) {
      setTabs([first, ...others]);
      setAnswer(t('point_several'));
    } else point(first);
  };

  return (
    <>
      <p class="soft">{t('point_lead')}</p>
      {tabs.length > 0 && (
        <ul class="point-tabs" aria-label={t('point_tabs')}>
          {tabs.map((tab) => (
            <li key={tab.id}>
              <button type="button" onClick={() => point(tab)}>
                <span>{titleOf(tab)}</span>
                <small>{hostOf(tab)}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
      {/* Not checked by the browser: she may paste an address without "https://". */}
      <form noValidate onSubmit={go}>
        <label for="point-address">{t(tabs.length ? 'point_otherAddress' : 'point_address')}</label>
        <div class="point-address">
          <input
            id="point-address"
            type="text"
            inputMode="url"
            autocomplete="off"
            spellcheck={false}
            placeholder="https://"
            ref={box}
            aria-describedby="point-why"
          />
          <button type="submit">{t('point_next')}</button>
        </div>
        <p class="soft" id="point-why">
          {t('point_why')}
        </p>
      </form>
      <p class="point-said" role="status">
        {answer}
      </p>
      <p class="point-ways">
        <button type="button" onClick={close}>
          {t('point_cancel')}
        </button>
      </p>
    </>
  );
}

interface ConfirmProps {
  picked: Picked;
  hasName: boolean;
  save: Picked | undefined;
  pointAtSave(): void;
  again(): void;
  close(): void;
  use(place: Place, label: string): void;
}

/** What was pointed at, to be looked over: its name, and on which pages it is looked for. */
function Confirm({ picked, hasName, save, pointAtSave, again, close, use }: ConfirmProps) {
  const { address, label, count, selector, choices, frame } = picked;
  const patterns = [...new Set([sitePattern(address), pagePattern(address)])];
  const [pattern, choosePattern] = useState(patterns[0] as string);
  const box = useRef<HTMLInputElement>(null);
  const place: Place = {
    urls: [pattern],
    ...(selector !== undefined && { selector }),
    ...(choices !== undefined && { choices }),
    ...(frame !== undefined && { frame }),
    ...(save?.save !== undefined && isBeside(save, picked) && { save: save.save }),
  };
  const kind = choices === undefined ? 'notes' : 'choices';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        use(place, box.current?.value.trim() ?? label);
      }}
    >
      <p>
        {t(count === 1 ? `point_fitsOne_${kind}` : `point_fitsMany_${kind}`, String(count))}
        {frame !== undefined && ` ${t('point_inFrame')}`}
      </p>
      {!hasName && (
        <>
          <label for="point-name">{t('point_name')}</label>
          <input
            id="point-name"
            type="text"
            autocomplete="off"
            ref={box}
            defaultValue={label}
            aria-describedby="point-name-why"
          />
          <p class="soft" id="point-name-why">
            {t('point_nameWhy')}
          </p>
        </>
      )}
      {patterns.length > 1 && (
        <fieldset>
          <legend>{t('point_where')}</legend>
          {patterns.map((one, i) => (
            <label key={one} class="point-pattern">
              <input
                type="radio"
                name="point-pattern"
                checked={one === pattern}
                onChange={() => choosePattern(one)}
              />
              <span>
                {t(i === 0 ? 'point_whereSite' : 'point_wherePage')} <code>{one}</code>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {!picked.isInForm && (
        <div class="point-part">
          <p>
            {!save && t('point_saveWhy')}
            {save &&
              (place.save ? t('point_saveIs', save.label || place.save) : t('point_saveElsewhere'))}
          </p>
          <button type="button" onClick={pointAtSave}>
            {t(save ? 'point_saveAgain' : 'point_saveOpen')}
          </button>
        </div>
      )}
      <details>
        <summary>{t('point_technical')}</summary>
        <p>
          <code>{selector ?? choices}</code>
          {frame !== undefined && (
            <>
              {' '}
              {t('point_technicalFrame')} <code>{frame}</code>
            </>
          )}
          {place.save !== undefined && (
            <>
              {' '}
              {t('point_technicalSave')} <code>{place.save}</code>
            </>
          )}
        </p>
      </details>
      <p class="point-ways">
        <button type="submit" class="point-use">
          {t('point_use')}
        </button>
        <button type="button" onClick={again}>
          {t('point_again')}
        </button>
        <button type="button" onClick={close}>
          {t('point_cancel')}
        </button>
      </p>
    </form>
  );
}

/** True when a button stands in the page or frame that the field stands in. */
const isBeside = (save: Picked, field: Picked) =>
  sitePattern(save.address) === sitePattern(field.address) && save.frame === field.frame;

/**
 * Open tabs at a match pattern. Of sites that the extension may not read, browsers tell neither title
 * nor address: they are not among these.
 */
async function tabsAt(pattern: string): Promise<Tabs.Tab[]> {
  const tabs = await browser.tabs.query({ url: pattern });
  return tabs.filter(({ id, url }) => id !== undefined && url !== undefined);
}

const titleOf = ({ title, url }: Tabs.Tab) => title || url || '';
const hostOf = ({ url = '' }: Tabs.Tab) => URL.parse(url)?.host ?? '';

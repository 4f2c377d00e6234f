import browser, { type Runtime, type Tabs } from 'webextension-polyfill';
import { sitePattern } from '../../page/point/address.ts';
import type { Picked, Target } from '../../page/point/picked.ts';
import { type Asked, LINE, type Step, type Told } from '../../page/point/talk.ts';

/**
 * How a pointing ended when nothing was picked. `away`: the page could not be pointed in (any more).
 * `closed`: match patterns of parts of the page that we may not read.
 */
export interface Ending {
  is: 'cancelled' | 'away';
  closed: string[];
}

/**
 * Brings a tab to the front and lets a person point at a field or button there; then the editor's own tab comes
 * back. The signal ends it from here.
 */
export async function pointIn(
  tab: Tabs.Tab,
  target: Target,
  signal: AbortSignal,
): Promise<Picked | Ending> {
  const own = await browser.tabs.getCurrent();
  const lines = new Lines(tab.id as number, target);
  try {
    await show(tab);
    const end = await lines.ask(signal);
    if (typeof end !== 'string') return end;
    const may = await Promise.all(
      lines.sites.map((site) => browser.permissions.contains({ origins: [site] })),
    );
    return { is: end, closed: lines.sites.filter((_, i) => !may[i]) };
  } finally {
    lines.close();
    if (own) await show(own).catch(() => {});
  }
}

async function show({ id, windowId }: Tabs.Tab): Promise<void> {
  await browser.tabs.update(id as number, { active: true });
  if (windowId !== undefined) await browser.windows.update(windowId, { focused: true });
}

/** The lines to the frames of a tab. A key pressed in one of them may be for another. */
class Lines {
  readonly #tab: number;
  readonly #target: Target;
  readonly #byFrame = new Map<number, Runtime.Port>();
  /** The frame with the field that would be picked. */
  #at = 0;
  readonly #sites = new Set<string>();
  /** Frames that had no further field, since the last that had. */
  #passed = 0;
  #end: (how: Picked | Ending['is']) => void = () => {};

  constructor(tab: number, target: Target) {
    this.#tab = tab;
    this.#target = target;
    browser.runtime.onConnect.addListener(this.#onConnect);
    browser.tabs.onUpdated.addListener(this.#onUpdated);
    browser.tabs.onRemoved.addListener(this.#onRemoved);
  }

  ask(signal: AbortSignal): Promise<Picked | Ending['is']> {
    return new Promise((resolve) => {
      this.#end = resolve;
      if (signal.aborted) resolve('cancelled');
      signal.addEventListener('abort', () => resolve('cancelled'));
      this.#inject();
    });
  }

  /** The match patterns of what the page's frames come from. */
  get sites(): string[] {
    return [...this.#sites];
  }

  close(): void {
    browser.runtime.onConnect.removeListener(this.#onConnect);
    browser.tabs.onUpdated.removeListener(this.#onUpdated);
    browser.tabs.onRemoved.removeListener(this.#onRemoved);
    for (const line of this.#byFrame.values()) line.disconnect();
  }

  #inject(): void {
    browser.scripting
      .executeScript({ target: { tabId: this.#tab, allFrames: true }, files: ['point.js'] })
      .catch(() => this.#end('away'));
  }

  #onConnect = (line: Runtime.Port): void => {
    const { tab, frameId } = line.sender ?? {};
    if (line.name !== LINE || tab?.id !== this.#tab || frameId === undefined) return;
    this.#byFrame.set(frameId, line);
    this.#ask(frameId, { do: 'begin', target: this.#target });
    line.onMessage.addListener((told) => this.#hear(frameId, told as Told));
    line.onDisconnect.addListener(() => {
      if (this.#byFrame.get(frameId) === line) this.#byFrame.delete(frameId);
    });
  };

  /** A page that was loaded anew has forgotten us. */
  #onUpdated = (id: number, { status }: Tabs.OnUpdatedChangeInfoType): void => {
    if (id === this.#tab && status === 'complete' && !this.#byFrame.has(0)) this.#inject();
  };

  #onRemoved = (id: number): void => {
    if (id === this.#tab) this.#end('away');
  };

  #hear(frame: number, told: Told): void {
    if (told.say === 'picked') this.#end(told.picked);
    else if (told.say === 'sites') {
      for (const address of told.addresses) this.#sites.add(sitePattern(address));
    } else if (told.say === 'cancelled') this.#end('cancelled');
    else if (told.say === 'key') this.#ask(this.#at, { do: 'step', step: told.step });
    else if (told.say === 'end') this.#pass(frame, told.step);
    else if (told.aim === null) {
      if (frame === this.#at) this.#ask(0, { do: 'show', aim: null });
    } else {
      if (frame !== this.#at) this.#ask(this.#at, { do: 'clear' });
      this.#at = frame;
      this.#passed = 0;
      this.#ask(0, { do: 'show', aim: told.aim });
    }
  }

  /** A frame has no further field: the next one goes on, and after the last the first. */
  #pass(frame: number, step: Step): void {
    const frames = [...this.#byFrame.keys()].sort((a, b) => a - b);
    const by = step === 'next' ? 1 : -1;
    this.#at = frames[(frames.indexOf(frame) + by + frames.length) % frames.length] ?? 0;
    this.#passed++;
    if (this.#passed <= frames.length) this.#ask(this.#at, { do: 'step', step });
    else this.#passed = 0;
  }

  #ask(frame: number, asked: Asked): void {
    (this.#byFrame.get(frame) ?? this.#byFrame.get(0))?.postMessage(asked);
  }
}

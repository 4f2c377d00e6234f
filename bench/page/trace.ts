import type { CDPSession, Page } from 'playwright-core';

/** A slice of the trace, in microseconds. */
interface Slice {
  name: string;
  ph: string;
  ts: number;
  dur?: number;
  /** The time that the thread itself worked, without what else the machine did meanwhile. */
  tdur?: number;
  pid: number;
  tid: number;
  args: { data?: { url?: string; type?: string }; name?: string };
}

/** What the page's main thread did, in the order of its beginning. */
export interface Trace {
  /** Times at which a key reached the page, in ms. */
  keys: number[];
  /** All of its work. */
  tasks: Work[];
  /** Functions of the extension that the browser called: listeners, frames, observers, timers. */
  ours: Work[];
  /** Callbacks of timers, frames and idle time, whoever's. */
  callbacks: Work[];
}

/** A stretch of work on the main thread, in ms. */
export interface Work {
  name: string;
  start: number;
  end: number;
  /** How long the processor worked on it. */
  ms: number;
}

const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline'];

/** Traces a page until what it gives is called. `scripts`: how the addresses of our scripts begin. */
export async function startTrace(page: Page, scripts: string): Promise<() => Promise<Trace>> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Tracing.start', {
    transferMode: 'ReturnAsStream',
    traceConfig: { includedCategories: CATEGORIES },
  });
  return async () => {
    const done = new Promise<string>((resolve) => {
      cdp.once('Tracing.tracingComplete', ({ stream }) => resolve(stream as string));
    });
    await cdp.send('Tracing.end');
    const { traceEvents } = JSON.parse(await readStream(cdp, await done));
    await cdp.detach();
    return traceOf(traceEvents, scripts);
  };
}

async function readStream(cdp: CDPSession, handle: string): Promise<string> {
  let text = '';
  for (;;) {
    const { data, eof } = await cdp.send('IO.read', { handle, size: 1 << 20 });
    text += data;
    if (eof) return text;
  }
}

const CALLBACKS = new Set(['TimerFire', 'FireAnimationFrame', 'FireIdleCallback']);

function traceOf(slices: Slice[], scripts: string): Trace {
  const isKey = ({ name, args }: Slice) =>
    name === 'EventDispatch' && args.data?.type === 'keydown';
  const isOurs = ({ name, args }: Slice) =>
    name === 'FunctionCall' && args.data?.url?.startsWith(scripts) === true;
  // The page's main thread is the one that keys reach, or that reads the page.
  const of = slices.find(isKey) ?? slices.find(({ name }) => name === 'ParseHTML');
  const own = slices
    .filter(({ pid, tid, ph }) => pid === of?.pid && tid === of?.tid && ph === 'X')
    .sort((a, b) => a.ts - b.ts);
  const works = (wanted: (slice: Slice) => boolean) =>
    outermost(own.filter(wanted)).map(({ name, ts, dur = 0, tdur = dur }) => ({
      name,
      start: ts / 1000,
      end: (ts + dur) / 1000,
      ms: tdur / 1000,
    }));
  return {
    keys: works(isKey).map(({ start }) => start),
    tasks: works(({ name }) => name === 'RunTask'),
    ours: works(isOurs),
    callbacks: works(({ name }) => CALLBACKS.has(name)),
  };
}

/** Without those that lie in one before: their time is counted there. */
function outermost(slices: Slice[]): Slice[] {
  let end = 0;
  return slices.filter(({ ts, dur = 0 }) => {
    if (ts < end) return false;
    end = ts + dur;
    return true;
  });
}

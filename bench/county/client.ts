import { build, type Rollup } from 'vite';
import type * as Remote from '../../src/background/remote.ts';
import { examine } from '../../src/policy/publication.ts';
import { randomFrom } from '../random.ts';
import type { PolicyServer } from './server.ts';

const MINUTE = 60_000;

/** Starts the extension's own code with another browser, network, clock and lot. */
type Start = (
  browser: object,
  publication: object,
  fetch: (address: string) => Promise<Response>,
  clock: { now(): number },
  dice: object,
) => typeof Remote;

/**
 * The extension's own code that fetches and plans (`src/background/remote.ts`), as a function that starts
 * it: each client has one of its own. Whether a policy is right, all of them find in the same way, so that
 * is found once for all.
 */
export async function ownCode(): Promise<Start> {
  const isShared = (id: string) => id.endsWith('policy/publication.ts');
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: false,
      lib: { entry: 'src/background/remote.ts', formats: ['iife'], name: 'own' },
      rolldownOptions: {
        external: (id) => id === 'webextension-polyfill' || isShared(id),
        output: { globals: (id) => (isShared(id) ? 'publication' : 'browser') },
      },
    },
  })) as Rollup.RollupOutput[];
  const code = built[0]?.output[0].code;
  const names = ['browser', 'publication', 'fetch', 'Date', 'Math'];
  return new Function(...names, `${code}; return own;`) as Start;
}

const examined = new Map<string, ReturnType<typeof examine>>();
const examineOnce: typeof examine = (file, ...rest) => {
  const text = Buffer.from(file).toString();
  const known = examined.get(text) ?? examine(file, ...rest);
  examined.set(text, known);
  return known;
};

/** One browser of the county. Its days pass as fast as its questions are answered. */
export class Client {
  readonly random: () => number;
  /** Firefox forgets its alarms when it is shut, Chromium keeps them. */
  readonly #keepsAlarms: boolean;
  readonly #start: Start;
  readonly #asking: () => Promise<unknown>;
  readonly #tell: (at: number, status: number) => void;
  readonly #alarms = new Map<string, number>();
  readonly #stored: Record<string, unknown> = {};
  #hears: ((alarm: { name: string; scheduledTime: number }) => Promise<void>)[] = [];
  #cached: { etag: string; body: ArrayBuffer } | null = null;
  #now = 0;
  /** Before this there is no address. */
  #setAt = 0;
  #flying = 0;
  #steps = 0;

  /** `tell` hears of each question: when it was asked, in milliseconds, and the answer's status. */
  constructor(
    seed: number,
    start: Start,
    server: PolicyServer,
    tell: (at: number, status: number) => void,
  ) {
    this.random = randomFrom(seed);
    this.#keepsAlarms = this.random() < 0.5;
    this.#start = start;
    this.#tell = tell;
    const anchor = { address: server.address, keys: [server.key], epoch: 1, minimumVersion: 1 };
    this.#asking = async () => {
      if (this.#now < this.#setAt) return null;
      const isLacking = !(this.#stored.remote as { accepted: unknown } | undefined)?.accepted;
      return { anchor, isWaitedFor: false, isLacking, known: [], tryIt: async () => [] };
    };
  }

  /**
   * A day at school, on which IT may change something while the browser runs: for the first time, then it
   * sets the address. All in milliseconds since the first midnight.
   */
  async live(from: number, until: number, changedAt?: number): Promise<void> {
    this.#now = from;
    if (!this.#stored.remote) this.#setAt = changedAt ?? 0;
    let change = changedAt;
    if (!this.#keepsAlarms) this.#alarms.clear();
    this.#hears = [];
    const own = this.#boot();
    own.watchAddress(this.#asking as never);
    own.planAddress(this.#asking as never, 'started');
    await this.#settled();
    for (;;) {
      const [next] = [...this.#alarms].sort(([, a], [, b]) => a - b);
      if (change !== undefined && change < (next?.[1] ?? until)) {
        this.#now = change;
        change = undefined;
        own.planAddress(this.#asking as never, 'changed');
        await this.#settled();
        continue;
      }
      if (!next || next[1] > until) return;
      const [name, scheduledTime] = next;
      this.#now = Math.max(this.#now, scheduledTime);
      this.#alarms.delete(name);
      for (const hear of this.#hears) await hear({ name, scheduledTime });
      await this.#settled();
    }
  }

  #boot(): typeof Remote {
    const browser = {
      alarms: {
        onAlarm: { addListener: (hear: never) => this.#hears.push(hear) },
        create: async (name: string, { delayInMinutes }: { delayInMinutes: number }) => {
          this.#steps++;
          this.#alarms.set(name, this.#now + delayInMinutes * MINUTE);
        },
        get: async (name: string) => {
          const scheduledTime = this.#alarms.get(name);
          return scheduledTime === undefined ? undefined : { name, scheduledTime };
        },
        clear: async (name: string) => this.#alarms.delete(name),
      },
      permissions: { onAdded: { addListener() {} } },
      storage: {
        local: {
          get: async () => ({ ...this.#stored }),
          set: async (values: object) => {
            this.#steps++;
            Object.assign(this.#stored, values);
          },
        },
      },
    };
    const dice = Object.create(Math, { random: { value: this.random } });
    return this.#start(
      browser,
      { examine: examineOnce },
      (address) => this.#fetch(address),
      { now: () => this.#now },
      dice,
    );
  }

  /** Asks as a browser's cache does: by the ETag of what it has. */
  async #fetch(address: string): Promise<Response> {
    this.#flying++;
    const headers = this.#cached && { 'if-none-match': this.#cached.etag };
    const answer = await fetch(address, { ...(headers && { headers }) });
    const body = await answer.arrayBuffer();
    this.#tell(this.#now, answer.status);
    if (answer.ok) this.#cached = { etag: answer.headers.get('etag') ?? '', body };
    this.#flying--;
    this.#steps++;
    return new Response(this.#cached?.body ?? null);
  }

  /** Waits until nothing happens any more but time. */
  async #settled(): Promise<void> {
    for (let quiet = 0, last = -1; quiet < 10; ) {
      await new Promise((done) => setImmediate(done));
      quiet = this.#flying || this.#steps !== last ? 0 : quiet + 1;
      last = this.#steps;
    }
  }
}

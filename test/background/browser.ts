import type browser from 'webextension-polyfill';

/**
 * What the background asks of a browser, kept in memory: what is stored outlives the background, which
 * starts anew with `vi.resetModules()`.
 */
interface Memory {
  local: Record<string, unknown>;
  /** Forgotten when the browser is closed. */
  session: Record<string, unknown>;
  managed: Record<string, unknown>;
  /** What `storage.managed` rejects with, as Firefox does where nothing is set. */
  managedError: Error | null;
  /** After so many more writes to `storage.local` the background is dead: it writes no more. */
  writesLeft: number;
  /** In how many minutes they go off, as they were set. */
  alarms: Map<string, number>;
  /** When they go off, in milliseconds since 1970, by the clock that held when they were set. */
  dueAt: Map<string, number>;
  /** What is listened to since the background last started. */
  hears: Record<string, ((...told: never[]) => void)[]>;
  /** How often the background has looked for open pages. */
  looks: number;
  /** The addresses the page script was registered for. */
  matches: string[];
  /** Match patterns that this browser does not take. */
  refuses: string[];
  /** What everything about registered scripts rejects with. */
  scriptingError: Error | null;
}

const fresh = (): Memory => ({
  local: {},
  session: {},
  managed: {},
  managedError: null,
  writesLeft: Number.POSITIVE_INFINITY,
  alarms: new Map(),
  dueAt: new Map(),
  hears: {},
  looks: 0,
  matches: [],
  refuses: [],
  scriptingError: null,
});
const holder = globalThis as never as { sakligMemory: Memory };
holder.sakligMemory ??= fresh();

export const memory = (): Memory => holder.sakligMemory;
/** A computer on which nothing was installed yet. */
export function forget(): void {
  holder.sakligMemory = fresh();
}

/** Tells the background of something, as the browser does. */
export function tell(event: 'storage' | 'alarm', ...told: unknown[]): void {
  for (const listener of memory().hears[event] ?? []) listener(...(told as never[]));
}

/** The school's IT sets other values while the browser runs. */
export function setManaged(values: Record<string, unknown>): void {
  memory().managed = values;
  tell('storage', {}, 'managed');
}

/** An alarm goes off, `late` minutes after its time. */
export function ring(name: string, late = 0): void {
  memory().alarms.delete(name);
  tell('alarm', { name, scheduledTime: Date.now() - late * 60_000 });
}

const event = (name: string) => ({
  addListener(listener: (...told: never[]) => void) {
    memory().hears[name] = [...(memory().hears[name] ?? []), listener];
  },
});

const local = {
  async get(keys: string | string[]) {
    const names = [keys].flat().filter((key) => key in memory().local);
    return structuredClone(Object.fromEntries(names.map((key) => [key, memory().local[key]])));
  },
  async set(values: Record<string, unknown>) {
    if (memory().writesLeft-- <= 0) return new Promise<void>(() => {});
    const changes = Object.entries(values).map(([key, newValue]) => [
      key,
      { oldValue: memory().local[key], newValue },
    ]);
    Object.assign(memory().local, structuredClone(values));
    tell('storage', Object.fromEntries(changes), 'local');
  },
  async remove(key: string) {
    const oldValue = memory().local[key];
    delete memory().local[key];
    tell('storage', { [key]: { oldValue } }, 'local');
  },
};

const SCRIPTS = ['saklig', 'saklig-world'];
/** All or none, as browsers do it. */
async function register(scripts: { matches: string[] }[]): Promise<void> {
  const matches = scripts.flatMap((script) => script.matches);
  const refused = matches.find((pattern) => memory().refuses.includes(pattern));
  if (refused) throw new Error(`Script has invalid value '${refused}' for matches.`);
  memory().matches = scripts[0]?.matches ?? [];
}

export const fake = {
  runtime: {
    getManifest: () => ({ version: '0.1.0' }),
    onInstalled: event('installed'),
    onStartup: event('startup'),
  },
  i18n: { getMessage: () => 'sv' },
  storage: {
    local,
    session: {
      get: async () => structuredClone(memory().session),
      async set(values: Record<string, unknown>) {
        Object.assign(memory().session, values);
      },
    },
    managed: {
      async get() {
        const { managed, managedError } = memory();
        if (managedError) throw managedError;
        return structuredClone(managed);
      },
    },
    onChanged: event('storage'),
  },
  alarms: {
    onAlarm: event('alarm'),
    async create(name: string, { delayInMinutes }: { delayInMinutes: number }) {
      memory().alarms.set(name, delayInMinutes);
      memory().dueAt.set(name, Date.now() + delayInMinutes * 60_000);
    },
    async get(name: string) {
      const { alarms, dueAt } = memory();
      return alarms.has(name) ? { name, scheduledTime: dueAt.get(name) } : undefined;
    },
    clear: async (name: string) => memory().alarms.delete(name),
  },
  scripting: {
    async getRegisteredContentScripts() {
      const { matches, scriptingError } = memory();
      if (scriptingError) throw scriptingError;
      return matches.length ? SCRIPTS.map((id) => ({ id })) : [];
    },
    registerContentScripts: register,
    updateContentScripts: register,
    async unregisterContentScripts() {
      memory().matches = [];
    },
    executeScript: async () => [],
  },
  permissions: { onAdded: event('permissions') },
  tabs: {
    async query() {
      memory().looks++;
      return [];
    },
  },
} as never as typeof browser;

import browser from 'webextension-polyfill';
import { parse } from 'yaml';
import { builtInLayer } from '../../policy/built-in.ts';
import type {
  LocalPolicy,
  ManagedValues,
  PolicyDraft,
  PolicyInForce,
  ProblemsInForce,
} from '../../policy/in-force.ts';
import {
  type Layer,
  lay,
  type Resolved,
  resolve,
  type Stack,
  stackOf,
} from '../../policy/layers.ts';
import type { PolicyLayer } from '../../policy/policy.ts';
import type { Problem } from '../../policy/problem.ts';
import { type PolicyReading, readPolicy } from '../../policy/read.ts';
import { rewrite } from '../../policy/rewrite.ts';
import { same } from '../../policy/same.ts';
import { isTable, itemsOf, type Written } from './layer.ts';
import { type Told, toldOf } from './problems.ts';
import type { Proof, Trial } from './prover.ts';

/** What is being written, and what it comes to. The text is the truth; all else is read from it. */
export interface Draft {
  text: string;
  written: Written;
  /** Laid under the layers that hold here whatever anybody drafts. */
  reading: PolicyReading;
  /** What would hold without the draft's own layer. */
  base: Resolved;
  told: Told[];
  /** What trying it gave, last time. */
  proof: readonly Problem[];
  /** True while its examples have not been tried yet. */
  isTrying: boolean;
}

/** What all views are drawn from. */
export interface Shown {
  inForce: PolicyInForce | null;
  problems: ProblemsInForce;
  layers: Stack;
  local: LocalPolicy | null;
  /** The browser has said whether the school's IT has set anything. */
  isItKnown: boolean;
  draft: Draft | null;
  canUndo: boolean;
  canRedo: boolean;
  /** True when the browser did not take the last change. */
  isUnsaved: boolean;
  /** True after another window changed the draft. */
  changedElsewhere: boolean;
}

/** The name the draft has in messages and when it is saved. */
export const FILE = 'policy.yaml';
/** So many changes can be undone. */
const MOST_STEPS = 200;
/** A draft is tried when nothing was typed for so long. */
const PAUSE = 350;

/**
 * Keeps the draft: reads it, saves each change in this browser, undoes, tries it in a worker. What is
 * in force is touched only by `putInForce` and `takeOut`.
 */
export class Editor {
  #shown: Shown = {
    inForce: null,
    problems: [],
    layers: [],
    local: null,
    isItKnown: false,
    draft: null,
    canUndo: false,
    canRedo: false,
    isUnsaved: false,
    changedElsewhere: false,
  };
  #listeners = new Set<() => void>();
  #past: string[] = [];
  #future: string[] = [];
  /** What the last change was about: typing on in one place is one step. */
  #lastKey = '';
  #proof: readonly Problem[] = [];
  #trial = 0;
  #pause: ReturnType<typeof setTimeout> | undefined;
  #prover: Worker | null = null;

  get shown(): Shown {
    return this.#shown;
  }

  /** Calls `listener` at each change until the function it gives is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Reads what is stored, and listens to what others change of it. */
  async start(): Promise<void> {
    const stored = (await browser.storage.local.get(KEYS)) as Stored;
    this.#show({
      inForce: stored.inForce ?? null,
      problems: stored.problems ?? [],
      layers: stored.layers ?? [],
      local: stored.local ?? null,
      isItKnown: stored.managed !== undefined,
    });
    if (stored.draft) this.#adopt(stored.draft.text);
    browser.storage.onChanged.addListener((changes, area) => {
      if (area === 'local') this.#hear(changes);
    });
  }

  #hear(changes: Record<string, { newValue?: unknown }>): void {
    const now = (key: string) => changes[key]?.newValue;
    if ('inForce' in changes) this.#show({ inForce: (now('inForce') as PolicyInForce) ?? null });
    if ('problems' in changes) this.#show({ problems: (now('problems') as Problem[]) ?? [] });
    if ('local' in changes) this.#show({ local: (now('local') as LocalPolicy) ?? null });
    if ('managed' in changes) this.#show({ isItKnown: now('managed') !== undefined });
    if ('layers' in changes) {
      this.#show({ layers: (now('layers') as Stack) ?? [] });
      if (this.#shown.draft) this.#adopt(this.#shown.draft.text);
    }
    if (!('draft' in changes)) return;
    const stored = now('draft') as PolicyDraft | undefined;
    // Our own changes come back too, some of them when we are further on already.
    if (stored ? stored.by === this.#name : this.#removals-- > 0) return;
    this.#removals = 0;
    const text = stored?.text ?? null;
    if (text === this.#textNow) return;
    this.#remember('');
    this.#adopt(text);
    this.#show({ changedElsewhere: true });
  }

  /** Tells this window from others that write the same draft. */
  readonly #name = crypto.randomUUID();
  /** How many removals of ours have not been heard of again. */
  #removals = 0;

  get #textNow(): string | null {
    return this.#shown.draft?.text ?? null;
  }

  /**
   * Changes the draft. Changes with the same key that follow each other are undone together. Gives
   * false when there is nothing that forms can write into.
   */
  change(key: string, change: (written: Written, base: Resolved['policy']) => Written): boolean {
    const { draft } = this.#shown;
    if (!draft) return false;
    const next = change(draft.written, draft.base.policy);
    if (same(next, draft.written)) return true;
    this.#write(rewrite(draft.text, next as unknown as PolicyLayer), key);
    return true;
  }

  /** Takes a whole text as the draft, as from a file. */
  replace(text: string): void {
    this.#write(text, '');
  }

  remove(): void {
    this.#write(null, '');
  }

  undo(): void {
    this.#step(this.#past, this.#future);
  }
  redo(): void {
    this.#step(this.#future, this.#past);
  }

  #step(from: string[], to: string[]): void {
    const text = from.pop();
    if (text === undefined) return;
    if (this.#textNow !== null) to.push(this.#textNow);
    this.#lastKey = '';
    this.#adopt(text);
    this.#save(text);
  }

  #write(text: string | null, key: string): void {
    if (text === this.#textNow) return;
    this.#remember(key);
    this.#adopt(text);
    this.#save(text);
  }

  #remember(key: string): void {
    const goesOn = key !== '' && key === this.#lastKey;
    const text = this.#textNow;
    // Undoing never leads to no draft at all: that is what removing it is for.
    if (!goesOn && text !== null) this.#past = [...this.#past, text].slice(-MOST_STEPS);
    this.#future = [];
    this.#lastKey = key;
  }

  async #save(text: string | null): Promise<void> {
    const draft: PolicyDraft | null = text === null ? null : { text, by: this.#name };
    try {
      if (draft) await browser.storage.local.set({ draft });
      else {
        this.#removals++;
        await browser.storage.local.remove('draft');
      }
      if (this.#shown.isUnsaved) this.#show({ isUnsaved: false });
    } catch {
      this.#show({ isUnsaved: true });
    }
  }

  #adopt(text: string | null): void {
    const isNew = this.#textNow === null;
    const draft = text === null ? null : this.#read(text);
    if (isNew) this.#proof = [];
    this.#show({
      draft: draft && {
        ...draft,
        proof: this.#proof,
        told: toldOf(draft.written, draft.reading, this.#proof),
      },
      changedElsewhere: false,
    });
    this.#tryLater();
  }

  #read(text: string): Draft {
    const above = this.#above();
    const own = readPolicy(text, FILE, above);
    const stack = lay(above, own.stack);
    const reading = { ...own, stack, resolved: own.layer && resolve(stack) };
    const base = resolve(stack.filter((layer) => layer !== own.layer));
    return { text, written: writtenIn(text), reading, base, told: [], proof: [], isTrying: true };
  }

  /** The layers that lie above whatever this browser adds. */
  #above(): Stack {
    const { layers } = this.#shown;
    const find = (id: string) => layers.find((l) => l.policy.id === id) ?? builtInLayer(id);
    const fixed = layers.filter(({ source }) => source === 'managed' || source === 'remote');
    return lay(...fixed.map((layer: Layer) => stackOf(layer, find)));
  }

  #tryLater(): void {
    clearTimeout(this.#pause);
    const number = ++this.#trial;
    this.#pause = setTimeout(() => this.#try(number), PAUSE);
  }

  #try(number: number): void {
    const resolved = this.#shown.draft?.reading.resolved;
    if (!resolved) {
      this.#hearProof({ number, problems: [] });
      return;
    }
    if (!this.#prover) {
      this.#prover = new Worker(new URL('./prover.ts', import.meta.url), { type: 'module' });
      this.#prover.addEventListener('message', ({ data }: MessageEvent<Proof>) =>
        this.#hearProof(data),
      );
    }
    const trial: Trial = { number, resolved };
    this.#prover.postMessage(trial);
  }

  #hearProof({ number, problems }: Proof): void {
    const { draft } = this.#shown;
    // Something was typed meanwhile: the next proof is on its way.
    if (number !== this.#trial || !draft) return;
    this.#proof = problems;
    const told = toldOf(draft.written, draft.reading, problems);
    this.#show({ draft: { ...draft, told, proof: problems, isTrying: false } });
  }

  /** The draft becomes what this browser lays over the rest; the background takes it from there. */
  async putInForce(): Promise<void> {
    const text = this.#textNow;
    if (text === null) return;
    await browser.storage.local.set({ local: { text } satisfies LocalPolicy });
  }

  /** What this browser laid over the rest no longer holds. */
  async takeOut(): Promise<void> {
    await browser.storage.local.remove('local');
  }

  #show(change: Partial<Shown>): void {
    this.#shown = {
      ...this.#shown,
      ...change,
      canUndo: this.#past.length > 0,
      canRedo: this.#future.length > 0,
    };
    for (const listener of this.#listeners) listener();
  }
}

const KEYS = ['inForce', 'problems', 'layers', 'local', 'managed', 'draft'];
interface Stored {
  inForce?: PolicyInForce;
  problems?: ProblemsInForce;
  layers?: Stack;
  local?: LocalPolicy;
  managed?: ManagedValues;
  draft?: PolicyDraft;
}

/** What a text says, right or wrong. */
function writtenIn(text: string): Written {
  try {
    const value: unknown = parse(text, { maxAliasCount: 100 });
    return isTable(value) ? value : {};
  } catch {
    return {};
  }
}

/** The ids that fields or rules of a draft may not take again. */
export const takenIds = ({ written, base }: Draft, kind: 'fields' | 'rules'): string[] =>
  [...itemsOf(written, kind), ...itemsOf(base.policy, kind)].map(({ id }) => id);

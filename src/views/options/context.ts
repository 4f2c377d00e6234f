import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Layer } from '../../policy/layers.ts';
import { same } from '../../policy/same.ts';
import schema from '../../policy/schema.json' with { type: 'json' };
import { forbidsPause } from '../../policy/strictness.ts';
import type { Draft, Editor, Shown } from './editor.ts';
import { isTable, itemsOf, nameOf, type Path, saidAt, withSaid } from './layer.ts';

export const EditorContext = createContext<Editor | null>(null);

/** The editor that the view stands in. */
export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error('There is no editor around this view.');
  return editor;
}

/** What is shown now; the view is drawn anew when it changes. */
export function useShown(editor: Editor): Shown {
  const [shown, setShown] = useState(editor.shown);
  useEffect(() => editor.subscribe(() => setShown(editor.shown)), [editor]);
  return shown;
}

/** The draft, for views that are shown only while there is one. */
export function useDraft(): Draft {
  const { draft } = useEditor().shown;
  if (!draft) throw new Error('There is no draft.');
  return draft;
}

/** One setting of the draft: what it is, who says so, and how to say it. */
export interface Said {
  /** What holds, or would if it were right. */
  value: unknown;
  /** What the draft itself says. */
  own: unknown;
  /** What would hold without it. */
  above: unknown;
  /** The layer that says what lies above. */
  from: Layer | null;
  /** The layer that has locked it. */
  lockedBy: Layer | null;
  set(value: unknown): void;
}

export function useSaid(path: Path): Said {
  const editor = useEditor();
  const { written, base, reading } = useDraft();
  const own = saidAt(written, path);
  // Every file says these for itself.
  const isOfFile = path.length === 1 && schema.required.includes(path[0] as string);
  const above = isOfFile ? undefined : saidAt(base.policy, path);
  const lockedBy = lockOver(path, { reading, base });
  return {
    own,
    above,
    value: own ?? above,
    from: fromAbove(path, { base }),
    lockedBy,
    set(value) {
      // What says the same as above need not be said.
      const isNews = value !== undefined && !same(value, above);
      const change = isNews ? value : undefined;
      editor.change(nameOf(path), (now, policy) => withSaid(now, path, change, policy));
    },
  };
}

/** The lowest layer above the draft that says something at a path, or of the whole field or rule. */
export function fromAbove(path: Path, { base }: Pick<Draft, 'base'>): Layer | null {
  const said = base.says.get(path.join('/'))?.filter(({ as }) => as !== 'refused');
  return said?.at(-1)?.layer ?? null;
}

/** The layer that a field or rule comes from; null for the draft's own. */
export function originOf(kind: 'fields' | 'rules', id: string, { base }: Draft): Layer | null {
  for (const [path, says] of base.says) {
    if (path.startsWith(`${kind}/${id}/`)) return says[0]?.layer ?? null;
  }
  return null;
}

/** The layer above the draft whose lock holds at a path. */
export function lockOver(
  path: Path,
  { reading, base }: Pick<Draft, 'reading' | 'base'>,
): Layer | null {
  const [kind, id] = path;
  const above = reading.stack.filter((layer) => layer !== reading.layer);
  if (kind === 'pause') return above.find(({ policy }) => forbidsPause(policy)) ?? null;
  const isItem = (kind === 'fields' || kind === 'rules') && id !== undefined;
  if (isItem && !itemsOf(base.policy, kind).some((item) => item.id === id)) return null;
  const holds = ({ policy }: Layer) =>
    policy.locked ||
    (isItem && isTable(saidAt(policy, [kind, id])) && saidAt(policy, [kind, id, 'locked']));
  return above.find(holds) ?? null;
}

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TREE_CODES } from '../../src/engine/dictionary.ts';
import { TreeReader } from '../../src/engine/sequences.ts';

/** Numbers of trees: places of five sets, gaps, and choices of trees. */
const { tree } = fc.letrec<{ tree: number[]; node: number[] }>((tie) => ({
  tree: fc.array(tie('node'), { maxLength: 4 }).map((nodes) => [...nodes.flat(), TREE_CODES.END]),
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.integer({ min: 0, max: 4 }).map((set) => [TREE_CODES.KNOWN + set]),
    fc.constant<number[]>([TREE_CODES.GAP, TREE_CODES.KNOWN]),
    fc
      .tuple(
        fc.constantFrom(TREE_CODES.WAYS, TREE_CODES.OPTIONAL),
        fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
      )
      .map(([code, trees]) => [code, trees.length, ...trees.flat()]),
  ),
}));

test('of a tree only the sequences with a wanted set are read, in their order', () => {
  fc.assert(
    fc.property(tree, fc.integer({ min: 0, max: 4 }), (codes, set) => {
      // Another entry's numbers stand behind it.
      const reader = new TreeReader(Int32Array.from([...codes, TREE_CODES.KNOWN + set]));
      const all = reader.read();
      expect(reader.at).toBe(codes.length);
      reader.at = 0;
      expect(reader.read(set)).toEqual(all.filter((sequence) => sequence.includes(set)));
      expect(reader.at).toBe(codes.length);
    }),
    { numRuns: 1000 },
  );
});

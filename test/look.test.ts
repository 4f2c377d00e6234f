import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** One design language: what stands in pages and in the extension's own takes its colours and buttons from the same files. */
const files = ['src/page', 'src/views'].flatMap((folder) =>
  (readdirSync(folder, { recursive: true }) as string[])
    .filter((file) => /\.(css|tsx|html)$/.test(file))
    .map((file) => join(folder, file)),
);
const styles = files.filter((file) => file.endsWith('.css') && !file.endsWith('tokens.css'));
const linesOf = (file: string) =>
  readFileSync(file, 'utf8')
    .replace(/\/\*.*?\*\//gs, '')
    .split('\n');

test('no colour stands by itself outside of the tokens', () => {
  const literal =
    /#[\da-f]{3,8}\b(?!\s*[({])|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(|(?<![-\w])(?:white|black|gr[ae]y|red|green|blue|yellow|orange|purple|navy|silver)(?![-\w])/i;
  expect(styles.length).toBeGreaterThan(8);
  const found = styles.flatMap((file) =>
    linesOf(file).flatMap((line) => (literal.test(line) ? [`${file}: ${line.trim()}`] : [])),
  );
  // In what is drawn by hand, too.
  const drawn = files
    .filter((file) => file.endsWith('.tsx'))
    .flatMap((file) =>
      linesOf(file).flatMap((line) =>
        /(?:fill|stroke|color|background)[=:]\s*["'](?!none|currentColor)/.test(line)
          ? [`${file}: ${line.trim()}`]
          : [],
      ),
    );
  expect([...found, ...drawn]).toEqual([]);
});

test('type, spacing and corners come from the tokens', () => {
  const measured =
    /(?<![-\w])(?:font|font-size|(?:scroll-)?(?:padding|margin)[a-z-]*|(?:row-|column-)?gap|border-[a-z-]*radius):[^;}]*/g;
  /** A pixel or two is a line's thickness, half of a thing its roundness. */
  const isOwn = (length: string) => !['1px', '2px', '50%'].includes(length);
  const found = styles.flatMap((file) =>
    [...linesOf(file).join(' ').matchAll(measured)].flatMap(([told]) => {
      // What makes room for something of a size is not a space: a sum with that size.
      const lengths = told.replace(/calc\(.*\)/, '').match(/[\d.]+(?:px|r?em|%)/g) ?? [];
      return lengths.some(isOwn) ? [`${file}: ${told}`] : [];
    }),
  );
  expect(found).toEqual([]);
});

test('what a button looks like is told in one file', () => {
  const bare =
    /^(?:button|\.button|\.primary|\.quiet)\b[^{]*\{[^}]*(?:border|background|cursor|(?<!-)color):/m;
  const told = files
    .filter((file) => file.endsWith('.css'))
    .filter((file) => bare.test(readFileSync(file, 'utf8')));
  expect(told).toEqual(['src/page/buttons.css']);
});

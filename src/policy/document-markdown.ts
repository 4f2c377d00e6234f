import {
  type Block,
  type Inline,
  type List,
  oneLine,
  type PaperDocument,
  type Section,
} from './blocks.ts';

/** A document as Markdown (CommonMark, with the tables of GitHub). */
export function toMarkdown({ title, kind, blocks, sections }: PaperDocument): string {
  const parts = [
    kind ? line([kind]) : '',
    `# ${escaped(title)}`,
    ...blocks.map(block),
    ...sections.flatMap((one) => section(one, 2)),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function section({ heading, blocks, sections }: Section, level: number): string[] {
  return [
    `${'#'.repeat(Math.min(level, 6))} ${within(heading)}`,
    ...blocks.map(block),
    ...sections.flatMap((inner) => section(inner, level + 1)),
  ];
}

function block(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return line(block.text);
    case 'list':
      return list(block);
    case 'definitions':
      return block.items.map(({ term, meanings }) => named(term, meanings)).join('\n');
    case 'table': {
      const { caption, head, rows } = block;
      const lines = rows.map(({ head: first, cells }) => [
        escaped(first),
        ...cells.map((cell) => cell.map(within).join('; ')),
      ]);
      const table = [head.map(escaped), head.map(() => '---'), ...lines];
      return `${line([caption])}:\n\n${table.map((row) => `| ${row.join(' | ')} |`).join('\n')}`;
    }
    case 'examples':
      return [block.wrong, block.right].flatMap((one) => (one ? [list(one)] : [])).join('\n\n');
    case 'callout':
      return block.blocks.map(inner).join('\n\n');
    case 'signature':
      return block.lines
        .map(({ label, value }) => named(label, [[value ?? { blank: true }]]))
        .join('\n');
  }
}
const inner = (one: Block) => block(one);

function list({ label, items }: List): string {
  const lines = items.map((item) => `- ${line(item)}`).join('\n');
  return label ? `**${escaped(label)}**\n\n${lines}` : lines;
}

/** One meaning stands beside its term, several below it. */
function named(term: string, meanings: readonly Inline[][]): string {
  const head = `- **${escaped(term)}:**`;
  if (meanings.length === 1) return `${head} ${within(meanings[0] as Inline[])}`;
  return [head, ...meanings.map((meaning) => `  - ${line(meaning)}`)].join('\n');
}

/** Between spaces and the end of the line underscores are only underscores. */
const BLANK = '_'.repeat(24);

/** What begins a block. */
const line = (inlines: readonly Inline[]): string => atStart(within(inlines));

/** What stands behind something else on a line. */
function within(inlines: readonly Inline[]): string {
  const isMark = (other: Inline | undefined) => typeof other === 'object' && 'mark' in other;
  const pieces = inlines.map((inline, i) => {
    if (typeof inline === 'string') {
      return beside(inline, isMark(inlines[i - 1]), isMark(inlines[i + 1]));
    }
    if ('mark' in inline) return emphasised(inline.mark);
    if ('code' in inline) return code(inline.code);
    return 'to' in inline ? signs(inline.text) : BLANK;
  });
  return pieces.join('').trim();
}

/** Spaces stay outside of the asterisks, which else were mere asterisks. */
function emphasised(words: string): string {
  const [, before = '', inside = '', after = ''] = /^(\s*)(.*?)(\s*)$/u.exec(oneLine(words)) ?? [];
  return inside ? `${before}**${signs(inside)}**${after}` : before + after;
}

/**
 * Text beside emphasised words. Asterisks between a letter and a mark of punctuation emphasise nothing,
 * so what touches them is written as its number.
 */
function beside(text: string, isAfterMark: boolean, isBeforeMark: boolean): string {
  const letters = [...oneLine(text)];
  const touches = (letter = ' ') => /[^\s!-/:-@[-`{-~]/u.test(letter);
  const from = isAfterMark && touches(letters[0]) ? 1 : 0;
  const to = letters.length - (isBeforeMark && touches(letters.at(-1)) ? 1 : 0);
  const numbered = (some: string[]) => some.map((one) => `&#${one.codePointAt(0)};`).join('');
  const inside = signs(letters.slice(from, to).join(''));
  return numbered(letters.slice(0, from)) + inside + numbered(letters.slice(Math.max(from, to)));
}

/** In backticks nothing means anything but backticks: more of them stand around. */
function code(expression: string): string {
  const source = oneLine(expression);
  const longest = Math.max(0, ...(source.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const space = /^`|`$|^ .* $/.test(source) ? ' ' : '';
  return fence + space + source + space + fence;
}

const escaped = (text: string): string => signs(oneLine(text)).trim();

/** Signs that can mean something anywhere on a line. */
const signs = (text: string): string =>
  text.replace(/[\\`*_[\]<>|~&#$]|:(?=\/\/)|(?<=www)\./giu, '\\$&');

/** What can only mean something where a block begins: lists, numbers, underlined headings. */
const atStart = (line: string): string =>
  line.replace(/^([-+=]|\d+(?=[.)]))/, (sign) => (/\d/.test(sign) ? `${sign}\\` : `\\${sign}`));

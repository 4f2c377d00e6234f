import {
  type Block,
  type Definition,
  type Inline,
  type List,
  oneLine,
  type PaperDocument,
  type Row,
  type Section,
} from './blocks.ts';
import { screenAndPaper } from './document-style.ts';
import { text } from './texts.ts';

/** A document as one complete page of HTML that needs nothing else, for screens, readers and paper. */
export function toHtml(document: PaperDocument): string {
  const { language, title, kind, foot, blocks, sections } = document;
  const writer = new Writer(text(language, 'document_blank'));
  const page = html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
${new Html(screenAndPaper(oneLine(foot)))}</style>
</head>
<body>
<main>
<header>
${kind && html`<p class="kind">${kind}</p>\n`}<h1>${title}</h1>
${writer.blocks(blocks)}</header>
${sections.map((section) => writer.section(section, 2))}</main>
</body>
</html>
`;
  return page.source;
}

class Writer {
  readonly #blank: string;
  #labels = 0;

  constructor(blank: string) {
    this.#blank = blank;
  }

  section({ heading, anchor, whole, blocks, sections }: Section, level: number): Html {
    const tag = new Html(`h${Math.min(level, 6)}`);
    return html`<section${anchor && html` id="${anchor}"`}${whole && html` class="whole"`}>
<${tag}>${this.line(heading)}</${tag}>
${this.blocks(blocks)}${sections.map((inner) => this.section(inner, level + 1))}</section>
`;
  }

  blocks = (blocks: readonly Block[]): Html[] => blocks.map((block) => this.block(block));

  block(block: Block): Html {
    switch (block.kind) {
      case 'paragraph':
        return html`<p>${this.line(block.text)}</p>\n`;
      case 'list':
        return this.list(block);
      case 'definitions':
        return html`<dl>\n${block.items.map((item) => this.definition(item))}</dl>\n`;
      case 'table':
        return this.table(block.caption, block.head, block.rows);
      case 'examples':
        return html`<div class="examples">
${block.wrong && html`<div class="wrong">\n${this.list(block.wrong)}</div>\n`}${
  block.right && html`<div class="right">\n${this.list(block.right)}</div>\n`
}</div>
`;
      case 'callout':
        return html`<div class="callout">\n${this.blocks(block.blocks)}</div>\n`;
      case 'signature':
        return html`<dl class="signature">
${block.lines.map(
  ({ label, value }) => html`<div><dt>${label}</dt><dd>${value ?? this.blank()}</dd></div>\n`,
)}</dl>
`;
    }
  }

  list({ label, items, narrow }: List): Html {
    const id = `list-${++this.#labels}`;
    const own = label === undefined ? '' : html` aria-labelledby="${id}"`;
    return html`${own && html`<p class="label" id="${id}">${label ?? ''}</p>\n`}<ul${own}${
      narrow && html` class="narrow"`
    }>
${items.map((item) => html`<li>${this.line(item)}</li>\n`)}</ul>
`;
  }

  definition({ term, meanings }: Definition): Html {
    const all = meanings.map((meaning) => html`<dd>${this.line(meaning)}</dd>`);
    return html`<div><dt>${term}</dt>${all}</div>\n`;
  }

  table(caption: string, head: readonly string[], rows: readonly Row[]): Html {
    const cell = (lines: Inline[][]) =>
      html`<td>${lines.map((one, i) => html`${i > 0 && html`<br>`}${this.line(one)}`)}</td>`;
    return html`<table>
<caption>${caption}</caption>
<thead><tr>${head.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>
${rows.map((row) => html`<tr><th scope="row">${row.head}</th>${row.cells.map(cell)}</tr>\n`)}</tbody>
</table>
`;
  }

  line(inlines: readonly Inline[]): Html[] {
    return inlines.map((inline) => {
      if (typeof inline === 'string') return html`${inline}`;
      if ('mark' in inline) return html`<mark>${inline.mark}</mark>`;
      if ('code' in inline) return html`<code>${inline.code}</code>`;
      if ('to' in inline) return html`<a href="#${inline.to}">${inline.text}</a>`;
      return this.blank();
    });
  }

  /** A line to write on; a screen reader is told so. */
  blank = (): Html => html`<span class="blank"><span>(${this.#blank})</span></span>`;
}

/** A piece of finished HTML. Everything that is not one of these is text, and gets escaped. */
class Html {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

type Value = Html | string | undefined | null | false | readonly Value[];

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function html(strings: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(strings.map((part, i) => (i ? written(values[i - 1]) : '') + part).join(''));
}

function written(value: Value): string {
  if (value instanceof Html) return value.source;
  if (typeof value === 'string') {
    return oneLine(value).replace(/[&<>"']/g, (sign) => ENTITIES[sign] as string);
  }
  return value ? value.map(written).join('') : '';
}

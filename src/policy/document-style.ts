/**
 * How a document looks: calm and legible on screens, light and dark; on paper black on white, in A4, with
 * nothing torn that belongs together. `foot` stands at the foot of each printed page.
 */
export const screenAndPaper = (foot: string): string => `${SCREEN}${PAPER}
@page {
  @bottom-left { content: ${cssString(shortened(foot))}; }
}
`;

/** What is longer would run into the page's number. */
const LONGEST_FOOT = 80;
const shortened = (text: string) =>
  text.length > LONGEST_FOOT ? `${text.slice(0, LONGEST_FOOT - 1).trimEnd()}…` : text;

/** A string of CSS in which only letters and digits stand for themselves. */
const cssString = (text: string): string => {
  const signs = [...text].map((sign) =>
    /[a-z0-9]/i.test(sign) ? sign : `\\${(sign.codePointAt(0) as number).toString(16)} `,
  );
  return `"${signs.join('')}"`;
};

const SCREEN = `:root {
  color-scheme: light dark;
  --ink: light-dark(#1c2430, #e9edf2);
  --soft: light-dark(#505b69, #aab4c0);
  --paper: light-dark(#ffffff, #1a1f26);
  --line: light-dark(#c9d1da, #465160);
  --shade: light-dark(#f2f5f8, #232a33);
  --accent: light-dark(#1d5fa8, #7db4f0);
  font: 1rem / 1.55 "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", system-ui, sans-serif;
  color: var(--ink);
  background: var(--paper);
}
* { box-sizing: border-box; }
body { margin: 0; overflow-wrap: anywhere; }
main { max-width: 46rem; margin: 0 auto; padding: 3rem 1.5rem 5rem; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; }
h1 { margin: 0 0 1.25rem; font-size: 2rem; letter-spacing: -0.01em; }
h2 { margin: 3rem 0 0.75rem; padding-bottom: 0.3rem; border-bottom: 2px solid var(--ink); font-size: 1.4rem; }
h3 { margin: 2rem 0 0.5rem; font-size: 1.1rem; }
h4 { margin: 1.5rem 0 0.35rem; font-size: 1rem; }
p, ul, dl, table { margin: 0 0 0.75rem; }
.kind { margin: 0 0 0.25rem; color: var(--soft); }
a { color: var(--accent); text-underline-offset: 0.15em; }
:target { scroll-margin-top: 1rem; outline: 2px solid var(--accent); outline-offset: 0.5rem; }
ul { padding-left: 1.25rem; }
li { margin: 0.15rem 0; }
.label { margin: 0.75rem 0 0.2rem; color: var(--soft); }
.narrow { columns: 2 18rem; column-gap: 2rem; }
.narrow li { margin: 0 0 0.3rem; break-inside: avoid; }
dl > div { display: grid; grid-template-columns: 9.5rem 1fr; column-gap: 1rem; margin: 0.2rem 0; }
dt { grid-column: 1; color: var(--soft); }
dd { grid-column: 2; margin: 0; }
dl > div:has(.blank) { align-items: end; }
.callout { padding: 0.9rem 1.25rem 0.4rem; background: var(--shade); border-left: 4px solid var(--ink); }
.examples { display: grid; grid-template-columns: 1fr 1fr; gap: 0.5rem 1.5rem; margin: 0.5rem 0 1rem; }
.examples > div { padding-left: 0.9rem; border-left: 3px solid var(--line); }
.examples > .wrong { border-left-style: dashed; }
.examples > .right { border-left-color: var(--ink); }
.examples .label { margin-top: 0; font-weight: 600; color: var(--ink); }
.examples ul { margin: 0; padding-left: 1.3rem; }
.wrong li { list-style-type: "✗  "; }
.right li { list-style-type: "✓  "; }
mark { color: inherit; background: none; font-weight: 700; text-decoration: underline 2px; text-underline-offset: 0.2em; }
code { font-family: ui-monospace, Consolas, monospace; font-size: 0.9em; }
table { width: 100%; border-collapse: collapse; }
caption { padding-bottom: 0.4rem; text-align: left; color: var(--soft); }
th, td { padding: 0.4rem 1rem 0.4rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
thead th { border-bottom: 2px solid var(--ink); }
tbody th { width: 45%; font-weight: 400; }
.blank { display: inline-block; width: min(18rem, 100%); height: 1.3em; border-bottom: 1px solid currentcolor; vertical-align: bottom; }
.blank > span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.signature { margin-top: 1.5rem; }
.signature > div { margin: 1.4rem 0; }
@media (max-width: 34rem) {
  dl > div, .examples { display: block; }
  .examples > div + div { margin-top: 0.75rem; }
}
`;

const PAPER = `@media print {
  :root { color-scheme: light; font-size: 11pt; line-height: 1.45; --ink: #000; --soft: #333; --paper: #fff; --line: #999; --shade: #f2f2f2; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 22pt; }
  h2 { margin-top: 22pt; font-size: 15pt; }
  h3 { margin-top: 17pt; font-size: 12.5pt; }
  h4 { margin-top: 13pt; }
  h1, h2, h3, h4, .label, caption, .kind { break-after: avoid; break-inside: avoid; }
  p, .whole, .examples, .callout, .signature, dl > div, li, tr { break-inside: avoid; }
  dl { break-inside: avoid; }
  h3 + p + dl { break-before: avoid; }
  .blank { height: 2em; }
  thead { display: table-header-group; }
  li:first-child:not(:last-child) { break-after: avoid; }
  li:last-child:not(:first-child) { break-before: avoid; }
  a { color: inherit; text-decoration: none; }
  :target { outline: none; }
  .callout { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
@page {
  size: A4;
  margin: 20mm 20mm 22mm;
  @bottom-left { font: 8.5pt "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif; color: #333; }
  @bottom-right { content: counter(page) " (" counter(pages) ")"; font: 8.5pt "Segoe UI", Roboto, "Helvetica Neue", Arial, "Liberation Sans", sans-serif; color: #333; }
}
`;

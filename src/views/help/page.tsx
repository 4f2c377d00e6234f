import { render } from 'preact';
import { withKeysOf } from '../../page/key-names.ts';
import { HELP, OFFICERS, WELCOME } from '../pages.ts';
import { language, t } from '../policy.ts';
import { Keys } from './keys.tsx';
import './help.css';
import { type HelpPage, PAGES } from './parts.ts';
import { type Part, type Picture, partOf } from './texts.ts';

/** Shows a page of help, and the ways to the others. */
export function showHelp(page: HelpPage): void {
  document.documentElement.lang = language;
  document.title = `${t(`help_${page}_title`)} – Saklig`;
  render(<Help page={page} />, document.getElementById('view') as HTMLElement);
  // The part that the address names is there only now.
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

function Help({ page }: { page: HelpPage }) {
  const link = (href: string, key: string) => (
    <a href={href} aria-current={location.pathname === href ? 'page' : undefined}>
      {t(key)}
    </a>
  );
  return (
    <>
      <p class="mark">
        <img src="/icons/48.png" alt="" width="28" height="28" /> Saklig
      </p>
      <nav aria-label={t('popupHelp')}>
        {link(HELP, 'help_teachers')}
        {link(OFFICERS, 'help_officers')}
        {link(WELCOME, 'help_try')}
      </nav>
      <h1>{t(`help_${page}_title`)}</h1>
      <p class="lead">{t(`help_${page}_lead`)}</p>
      {PAGES[page].map((id) => (
        <OnePart key={id} part={partOf(page, id)} />
      ))}
    </>
  );
}

function OnePart({ part: { id, title, text, steps, list, picture, hasKeys } }: { part: Part }) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {text.map((paragraph) => (
        <p key={paragraph}>{withCode(paragraph)}</p>
      ))}
      {steps.length > 0 && <ol>{items(steps)}</ol>}
      {list.length > 0 && <ul>{items(list)}</ul>}
      {hasKeys && <Keys />}
      {picture && <Drawn picture={picture} />}
    </section>
  );
}

const items = (lines: readonly string[]) =>
  lines.map((line) => <li key={line}>{withCode(line)}</li>);

/** What stands between backticks is a key, a name or a text of the program. */
const withCode = (line: string) =>
  withKeysOf(line)
    .split('`')
    .map((part, i) => (i % 2 ? <code key={part}>{part}</code> : part));

/** Drawn and not photographed: it follows the theme and the language. */
function Drawn({ picture: { label, note, instruction, instead } }: { picture: Picture }) {
  const [before, words, after] = note.split(/[{}]/);
  return (
    <div class="picture" role="img" aria-label={label}>
      <p class="note">
        {before}
        <mark>{words}</mark>
        {after}
      </p>
      <div class="card">
        <p>{instruction}</p>
        {instead.map((one) => (
          <span key={one} class="button">
            {one}
          </span>
        ))}
      </div>
    </div>
  );
}

import { HELP } from '../pages.ts';
import { t } from '../policy.ts';
import { About } from './about.tsx';
import { Bar } from './bar.tsx';
import { Compare } from './compare.tsx';
import { EditorContext, useShown } from './context.ts';
import type { Editor } from './editor.ts';
import { Fields } from './fields.tsx';
import { File } from './file.tsx';
import { InForce } from './in-force.tsx';
import { Print } from './print.tsx';
import { hashOf, OF_DRAFT, type PageName, type Route, useRoute } from './route.ts';
import { Rules } from './rules.tsx';
import { Start } from './start.tsx';
import { Subscribe } from './subscribe.tsx';
import { AllExamples, Trying } from './trying.tsx';

const PAGES: Record<PageName, (props: { route: Route }) => preact.JSX.Element> = {
  'in-force': InForce,
  start: Start,
  address: Subscribe,
  about: About,
  fields: Fields,
  rules: Rules,
  try: Trying,
  examples: AllExamples,
  compare: Compare,
  file: File,
  print: Print,
};

/** Everything: where one can go, the draft's bar, and the page. */
export function Shell({ editor }: { editor: Editor }) {
  const { draft } = useShown(editor);
  const asked = useRoute();
  const isOfDraft = OF_DRAFT.some((own) => own === asked.page);
  // Without a draft its pages have nothing to show: there one begins.
  const route: Route =
    isOfDraft && !draft ? { page: 'start', id: undefined, setting: undefined } : asked;
  const View = PAGES[route.page];
  return (
    <EditorContext.Provider value={editor}>
      <button type="button" class="skip" onClick={skip}>
        {t('editor_skip')}
      </button>
      <header>
        <p class="mark">
          <img src="/icons/48.png" alt="" width="28" height="28" /> Saklig
        </p>
        <Nav route={route} hasDraft={draft !== null} />
        <p class="help-link">
          <a href={HELP}>{t('popupHelp')}</a>
        </p>
      </header>
      <div class="body">
        <Bar />
        <main id="main" tabIndex={-1}>
          <View route={route} />
        </main>
      </div>
    </EditorContext.Provider>
  );
}

/** Not a link: the address says which page is shown. */
function skip(): void {
  document.querySelector<HTMLElement>('main h1')?.focus();
}

function Nav({ route, hasDraft }: { route: Route; hasDraft: boolean }) {
  const link = (page: PageName) => (
    <li key={page}>
      <a href={hashOf(page)} aria-current={route.page === page ? 'page' : undefined}>
        {t(`editor_page_${page.replace('-', '_')}`)}
      </a>
    </li>
  );
  return (
    <nav aria-label={t('editor_nav')}>
      <ul>
        {link('in-force')}
        {!hasDraft && link('start')}
        {link('address')}
      </ul>
      {hasDraft && (
        <>
          <h2>{t('editor_draft')}</h2>
          <ul>{OF_DRAFT.map(link)}</ul>
        </>
      )}
    </nav>
  );
}

import { t } from '../policy.ts';
import { useDraft } from './context.ts';
import { download, fileName } from './download.ts';
import { OpenFile } from './open-file.tsx';
import { Page } from './page.tsx';
import type { Route } from './route.ts';

/** The draft as a file: saved, opened, and read as it stands. */
export function File({ route }: { route: Route }) {
  const draft = useDraft();
  const lines = draft.text.replace(/\n$/, '').split('\n');
  const name = (ending: string) => fileName(String(draft.written.name ?? ''), ending);
  return (
    <Page route={route} title={t('editor_page_file')} lead={t('editor_fileLead')}>
      <h2>{t('editor_fileSave')}</h2>
      <p class="help">{t('editor_fileSaveHelp')}</p>
      <p class="ways">
        <button
          type="button"
          class="primary"
          onClick={() => download(name('yaml'), draft.text, 'application/yaml')}
        >
          {t('editor_fileYaml')}
        </button>
        <button
          type="button"
          onClick={() =>
            download(
              name('json'),
              `${JSON.stringify(draft.written, null, 2)}\n`,
              'application/json',
            )
          }
        >
          {t('editor_fileJson')}
        </button>
      </p>
      <h2>{t('editor_fileOpen')}</h2>
      <OpenFile replaces />
      <h2>{t('editor_fileText')}</h2>
      {/* Long: those who use the keyboard have to be able to scroll in it. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls */}
      <section class="text" tabIndex={0} aria-label={t('editor_fileText')}>
        <ol>
          {lines.map((line, i) => {
            const told = draft.told.filter((one) => one.line === i + 1);
            return (
              <li key={i} class={told[0]?.level ?? ''}>
                <code>{line || ' '}</code>
                {told.map(({ text }) => (
                  <p key={text} class="problem">
                    {text}
                  </p>
                ))}
              </li>
            );
          })}
        </ol>
      </section>
    </Page>
  );
}

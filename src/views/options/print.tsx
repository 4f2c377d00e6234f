import { useRef } from 'preact/hooks';
import { documentOf } from '../../policy/document.ts';
import { toHtml } from '../../policy/document-html.ts';
import { t } from '../policy.ts';
import { useDraft } from './context.ts';
import { download, fileName } from './download.ts';
import { Page } from './page.tsx';
import type { Route } from './route.ts';

/** The draft as a document to print or hand on. */
export function Print({ route }: { route: Route }) {
  const { reading } = useDraft();
  const frame = useRef<HTMLIFrameElement>(null);
  const policy = reading.resolved?.policy;
  const html = policy && toHtml(documentOf(policy));
  return (
    <Page route={route} title={t('editor_page_print')} lead={t('editor_printLead')}>
      {policy && html ? (
        <>
          <p class="ways">
            <button
              type="button"
              class="primary"
              onClick={() => frame.current?.contentWindow?.print()}
            >
              {t('editor_print')}
            </button>
            <button
              type="button"
              onClick={() => download(fileName(policy.name, 'html'), html, 'text/html')}
            >
              {t('editor_printSave')}
            </button>
          </p>
          {/* No scripts run in it; we have to reach it to print it. */}
          <iframe
            ref={frame}
            class="sheet"
            title={policy.name}
            sandbox="allow-same-origin allow-modals"
            srcdoc={html}
          />
        </>
      ) : (
        <p class="empty">{t('editor_noPolicyNow')}</p>
      )}
    </Page>
  );
}

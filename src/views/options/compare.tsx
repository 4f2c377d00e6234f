import { t } from '../policy.ts';
import { Changes } from './changes.tsx';
import { useDraft, useEditor } from './context.ts';
import { Page } from './page.tsx';
import type { Route } from './route.ts';

/** What would change if the draft were put in force. */
export function Compare({ route }: { route: Route }) {
  const { inForce } = useEditor().shown;
  const { reading } = useDraft();
  return (
    <Page
      route={route}
      title={t('editor_page_compare')}
      lead={t('editor_compareLead', inForce?.policy.name ?? '')}
    >
      {reading.resolved ? (
        <Changes before={inForce?.policy ?? null} after={reading.resolved.policy} />
      ) : (
        <p class="empty">{t('editor_noPolicyNow')}</p>
      )}
    </Page>
  );
}

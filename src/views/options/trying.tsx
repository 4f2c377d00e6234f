import { t } from '../policy.ts';
import { Bench } from './bench.tsx';
import { useDraft } from './context.ts';
import { Examples } from './examples.tsx';
import { Page } from './page.tsx';
import type { Route } from './route.ts';

/** Notes are tried against the draft, as they would be found in a school's tool. */
export function Trying({ route }: { route: Route }) {
  const { reading } = useDraft();
  return (
    <Page route={route} title={t('editor_page_try')} lead={t('editor_tryLead')}>
      <Bench reading={reading} />
    </Page>
  );
}

/** All examples of all rules, with whether they hold. */
export function AllExamples({ route }: { route: Route }) {
  const { reading, proof } = useDraft();
  return (
    <Page route={route} title={t('editor_page_examples')} lead={t('editor_examplesLead')}>
      {reading.resolved ? (
        <Examples reading={reading} problems={proof} />
      ) : (
        <p class="empty">{t('editor_noPolicyNow')}</p>
      )}
    </Page>
  );
}

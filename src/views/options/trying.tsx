import { t } from '../policy.ts';
import { useDraft } from './context.ts';
import { Page } from './page.tsx';
import type { Route } from './route.ts';
import { slots } from './slots.tsx';

/** Notes are tried against the draft, as they would be found in a school's tool. */
export function Trying({ route }: { route: Route }) {
  const { reading } = useDraft();
  const { Bench } = slots;
  return (
    <Page route={route} title={t('editor_page_try')} lead={t('editor_tryLead')}>
      {Bench && reading.resolved ? (
        <Bench reading={reading} />
      ) : (
        <p class="empty">{t('editor_noPolicyNow')}</p>
      )}
    </Page>
  );
}

/** All examples of all rules, with whether they hold. */
export function AllExamples({ route }: { route: Route }) {
  const { reading, proof } = useDraft();
  const { Examples } = slots;
  return (
    <Page route={route} title={t('editor_page_examples')} lead={t('editor_examplesLead')}>
      {Examples && reading.resolved ? (
        <Examples reading={reading} problems={[...proof]} />
      ) : (
        <p class="empty">{t('editor_noPolicyNow')}</p>
      )}
    </Page>
  );
}

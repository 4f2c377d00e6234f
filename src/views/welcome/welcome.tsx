import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { withKeysOf } from '../../page/key-names.ts';
import { MoveKey } from '../../page/move-key.ts';
import { builtInPolicy } from '../../policy/built-in.ts';
import { compileLinear } from '../../policy/linear.ts';
import type { Policy, PolicyField } from '../../policy/policy.ts';
import { languageFor } from '../../policy/texts.ts';
import { BenchInstruction, guardBench, NOTE_ID, SAVE_ID } from '../bench-page.ts';
import { loadDictionaries } from '../dictionaries.ts';
import { EDITOR, HELP } from '../pages.ts';
import { language, t } from '../policy.ts';
import { Forbidden } from '../sites.tsx';
import './welcome.css';

/** The field that is shown: the one that most teachers know. */
const FIELD = 'absence';

interface WelcomeProps {
  policy: Policy;
  field: PolicyField;
  /** What leads to the words without a pointer. */
  moveKey: string;
}

/** What a teacher meets after she has installed Saklig: three short steps, done in a field that works. */
function Welcome({ policy, field, moveKey }: WelcomeProps) {
  const note = useRef<HTMLTextAreaElement>(null);
  const instruction = useInstruction(policy);
  const [isReplaced, setReplaced] = useState(false);
  const [isSaved, setSaved] = useState(false);

  useEffect(() => {
    if (!instruction || !note.current) return;
    const stop = new AbortController();
    guardBench(instruction, field, note.current, stop.signal);
    return () => stop.abort();
  }, [instruction]);

  const look = () => {
    const text = note.current?.value ?? '';
    const isClean = instruction?.findingsIn(text, field).length === 0;
    setReplaced(text.trim() !== '' && isClean);
    setSaved(false);
  };
  const steps = [
    { key: 'welcome_step1', isDone: isReplaced || isSaved },
    { key: 'welcome_step2', isDone: isReplaced || isSaved },
    { key: 'welcome_step3', isDone: isSaved },
  ];
  return (
    <>
      <p class="mark">
        <img src="/icons/48.png" alt="" width="28" height="28" /> Saklig
      </p>
      <h1 tabIndex={-1}>{t('welcome_title')}</h1>
      <p class="lead">{t('welcome_lead')}</p>
      <div class="together">
        <ol class="steps">
          {steps.map(({ key, isDone }) => (
            <li key={key} class={isDone ? 'done' : undefined}>
              {withKeysOf(t(key, moveKey))}
              {isDone && <span class="unseen"> {t('welcome_stepDone')}</span>}
            </li>
          ))}
        </ol>
        <div class="try">
          <label for={NOTE_ID} lang={policy.language}>
            {field.name}
          </label>
          <textarea
            ref={note}
            id={NOTE_ID}
            rows={3}
            spellcheck={false}
            autocomplete="off"
            defaultValue={t('welcome_note')}
            onInput={look}
          />
          <button type="button" id={SAVE_ID} class="primary" onClick={() => setSaved(true)}>
            {t('bench_save')}
          </button>
          <p class="said" role="status">
            {isSaved ? t('welcome_saved') : isReplaced && t('welcome_replaced')}
          </p>
        </div>
      </div>
      <Forbidden policy={policy} />
      <section>
        <p>
          {t('welcome_promise')} <a href={`${HELP}#check`}>{t('popupCheck')}</a>
        </p>
        <p class="links">
          <a href={HELP}>{t('popupHelp')}</a>
          <a href={EDITOR}>{t('popupMore')}</a>
        </p>
      </section>
    </>
  );
}

/** The instruction, as soon as its words are there. */
function useInstruction(policy: Policy): BenchInstruction | null {
  const [instruction, setInstruction] = useState<BenchInstruction | null>(null);
  useEffect(() => {
    loadDictionaries(policy.languages).then((dictionaries) =>
      setInstruction(new BenchInstruction(policy, () => dictionaries, compileLinear)),
    );
  }, []);
  return instruction;
}

document.documentElement.lang = language;
document.title = t('welcome_title');
const policy = builtInPolicy(languageFor([language]));
const field = policy.fields.find(({ id }) => id === FIELD) as PolicyField;
const view = document.getElementById('view') as HTMLElement;
const show = () => render(<Welcome {...{ policy, field }} moveKey={moveKey.name()} />, view);
// A person may have given the move another key.
const moveKey = new MoveKey(show, new AbortController().signal);
show();

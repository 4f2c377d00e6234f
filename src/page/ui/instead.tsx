import type { RefObject } from 'preact';
import { alike } from '../alike.ts';
import type { Messages } from '../messages.ts';
import { offersFor, replacedAlike, takes } from '../replacement.ts';
import { sentenceAround } from '../sentence.ts';
import { shorten } from './shorten.ts';
import type { OpenCard, Shown } from './view.tsx';

interface InsteadProps {
  card: OpenCard;
  shown: Shown;
  messages: Messages;
  /** The first thing that can be pressed, if there is one. */
  first: RefObject<HTMLButtonElement | null>;
  /** Called when it has become larger or smaller. */
  resized(): void;
}

/** What to write instead of the words: replacements, questions that help, the policy's ready phrases. */
export function Instead({
  card: { note, finding },
  shown,
  messages,
  first,
  resized,
}: InsteadProps) {
  const { field } = note;
  const lang = shown.policy.language;
  const sayingSame = alike(note.findings, finding);
  const offers = offersFor(field, finding).map((offer) => ({
    ...offer,
    same: replacedAlike(field, sayingSame, offer),
  }));
  // What stands for the words alone, and what takes the place of more.
  const places = [...new Set(offers.map(({ replaced }) => replaced))];
  const text = field.read();
  const sentence = sentenceAround(text, finding);
  const phrases = (note.policyField.phrases ?? []).filter(
    (phrase) =>
      offers.every(({ suggestion }) => suggestion !== phrase) && field.takes(sentence, phrase),
  );
  return (
    <>
      {places.map((replaced, i) => (
        // From one remark to the next what has the focus stays.
        <fieldset key={i} class="instead">
          <legend>
            {replaced === finding.text ? (
              messages('cardInstead')
            ) : (
              <>
                {messages('cardInsteadOf')} <q lang={lang}>{replaced}</q>
              </>
            )}
          </legend>
          {offers
            .filter((offer) => offer.replaced === replaced)
            .map(({ suggestion, label, same }) => (
              <span key={suggestion} class="either">
                <button
                  ref={suggestion === offers[0]?.suggestion ? first : null}
                  type="button"
                  class="suggestion"
                  lang={lang}
                  onClick={(event) => event.isTrusted && shown.replace(note, [finding], suggestion)}
                >
                  {label}
                </button>
                {same.length > 1 && takes(field, same, suggestion) && (
                  <button
                    type="button"
                    class="suggestion"
                    aria-label={messages('cardReplaceAll', same.length, label)}
                    onClick={(event) => event.isTrusted && shown.replace(note, same, suggestion)}
                  >
                    {messages('cardAll', same.length)}
                  </button>
                )}
              </span>
            ))}
        </fieldset>
      ))}
      {finding.prompts.length > 0 && (
        <div class="ask">
          <p>{messages('cardAsk')}</p>
          <ul lang={lang}>
            {finding.prompts.map((prompt) => (
              <li key={prompt}>{prompt}</li>
            ))}
          </ul>
        </div>
      )}
      {phrases.length > 0 && (
        <details key={`${finding.start} ${finding.rule}`} class="phrases" onToggle={resized}>
          <summary>{messages('cardPhrases')}</summary>
          <p>
            {messages('cardPhrasesHow')} <q>{shorten(text.slice(sentence.start, sentence.end))}</q>
          </p>
          <ul lang={lang}>
            {phrases.map((phrase) => (
              <li key={phrase}>
                <button
                  type="button"
                  class="suggestion"
                  onClick={(event) => event.isTrusted && shown.rewrite(note, finding, phrase)}
                >
                  {phrase}
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

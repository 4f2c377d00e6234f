import { browser } from '../browser.ts';
import { Pointing } from './pointing.ts';
import { type Asked, LINE } from './talk.ts';

declare global {
  /** Ends the pointing that goes on in this page. */
  var sakligPointEnd: (() => void) | undefined;
}

// Injected by the editor, into the page and each of its frames, when somebody wants to point at a
// field there. It is there as long as the editor holds the line.
globalThis.sakligPointEnd?.();
const line = browser.runtime.connect({ name: LINE });
let pointing: Pointing | null = null;
line.onMessage.addListener((message) => {
  const asked = message as Asked;
  if (asked.do !== 'begin') pointing?.hear(asked);
  else pointing ??= new Pointing(asked.target, (told) => line.postMessage(told));
});
line.onDisconnect.addListener(end);
globalThis.sakligPointEnd = () => {
  line.disconnect();
  end();
};

function end(): void {
  globalThis.sakligPointEnd = undefined;
  pointing?.close();
}

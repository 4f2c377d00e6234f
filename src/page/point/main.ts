import browser from 'webextension-polyfill';
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
const pointing = new Pointing((told) => line.postMessage(told));
line.onMessage.addListener((asked) => pointing.hear(asked as Asked));
line.onDisconnect.addListener(end);
globalThis.sakligPointEnd = () => {
  line.disconnect();
  end();
};

function end(): void {
  globalThis.sakligPointEnd = undefined;
  pointing.close();
}

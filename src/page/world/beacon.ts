import type { Line } from './line.ts';
import { apply } from './natives.ts';
import { copyOf, told } from './told.ts';
import { wrap } from './wrap.ts';

/** Holds beacons. They tell nobody how they fared, so that one that is given up simply is not sent. */
export function holdBeacons(line: Line): void {
  const { sendBeacon } = Navigator.prototype;
  wrap(Navigator.prototype, 'sendBeacon', (self, [url, body], pass) => {
    const address = String(url);
    if ((body == null && !address.includes('?')) || !line.any()) return pass();
    const read = body == null ? '' : told(body);
    const kept = copyOf(body);
    const id = line.hold(address, read, {
      go: () => apply(sendBeacon, self, [url, kept]),
      fail() {},
    });
    if (!id) return pass();
    // Sent by the page's own question whether to leave: then it is asked.
    if (window.event?.type === 'beforeunload') window.event.preventDefault();
    return true;
  });
}

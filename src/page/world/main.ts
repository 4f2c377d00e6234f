import { holdBeacons } from './beacon.ts';
import { holdFetch } from './fetch.ts';
import { holdForms } from './forms.ts';
import { Line } from './line.ts';
import { holdSockets } from './socket.ts';
import { keepTextsOfBlobs } from './told.ts';
import { holdXhr } from './xhr.ts';

/** How a page's scripts send things. A new way is a file and a line here. */
const WAYS: readonly ((line: Line) => void)[] = [
  holdForms,
  holdFetch,
  holdXhr,
  holdBeacons,
  holdSockets,
];

const line = new Line();
if (line.offer()) {
  keepTextsOfBlobs();
  for (const way of WAYS) way(line);
}

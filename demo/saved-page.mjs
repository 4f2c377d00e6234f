import { clock, day } from './clock.mjs';
import { html } from './html.mjs';
import { pupilName } from './pupils.mjs';

/** What people call the fields, by the name they are sent under. @type {Record<string, string>} */
const LABELS = {
  action: 'Knapp',
  comment: 'Kommentar',
  journal: 'Journalanteckning',
  lesson: 'Lektion',
  mail: 'Brev',
  message: 'Meddelande',
  pupil: 'Elev',
  short: 'Ankomsttid/kort anteckning',
  subject: 'Ämne',
  to: 'Till',
};

/**
 * Everything that is stored, newest first and word for word.
 *
 * @param {{ saves: import('./store.mjs').Save[] }} view
 * @returns {import('./html.mjs').Html}
 */
export function savedPage({ saves }) {
  if (saves.length === 0) return html`<p class="lead">Inget är sparat.</p>`;
  return html`<div class="actions">
  <p class="lead">${saves.length === 1 ? '1 sparning' : `${saves.length} sparningar`}, den senaste
    först.</p>
  <form method="post" action="/sparat/tom"><button class="quiet">Töm allt sparat</button></form>
</div>
${saves.map(savedEntry)}`;
}

/** @param {import('./store.mjs').Save} save */
function savedEntry({ time, page, path, contentType, body, fields }) {
  const when = new Date(time);
  const all = Object.entries(fields);
  const filled = all.filter(([, value]) => value !== '');
  const empty = all.filter(([, value]) => value === '').map(([name]) => label(name));
  return html`
<article class="sheet entry">
  <h2>${page}</h2>
  <p class="facts"><time datetime="${time}">${day(when)} kl. ${clock(when)}</time>,
    skickat till <code>${path}</code></p>
  <dl>${filled.map(
    ([name, value]) => html`
    <div><dt>${label(name)} <code>${name}</code></dt>${[value]
      .flat()
      .map(
        (one) =>
          html`<dd class="exact">${typeof one === 'string' ? one : JSON.stringify(one)}</dd>`,
      )}</div>`,
  )}
  </dl>
  ${empty.length > 0 && html`<p class="facts">Tomma fält: ${empty.join('; ')}.</p>`}
  <details>
    <summary>Så här skickades det</summary>
    <p class="facts"><code>${contentType}</code></p>
    <pre class="exact">
${body}</pre>
  </details>
</article>`;
}

/** @param {string} name @returns {string} */
function label(name) {
  const perPupil = /^(status|remark)-(.+)$/.exec(name);
  if (!perPupil) return LABELS[name] ?? name;
  return `${perPupil[1] === 'status' ? 'Närvaro' : 'Anmärkning'}, ${pupilName(perPupil[2])}`;
}

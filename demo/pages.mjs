import { clock, day } from './clock.mjs';
import { html } from './html.mjs';
import { PAGES } from './layout.mjs';
import { LESSON, lessonOn, PUPILS, STATUSES } from './pupils.mjs';

/**
 * The main content of each page. A page is given the saves so far (newest first) and the one
 * that the reader has just made, if any.
 *
 * @typedef {import('./html.mjs').Html} Html
 * @typedef {import('./store.mjs').Save} Save
 * @typedef {{ saves: Save[], just: Save | undefined, now: Date }} View
 */

/** @returns {Html} the start page */
export function startPage() {
  return html`<p class="lead">Det här är ett skolsystem att öva i. Det ser ut som ett verktyg där lärare
  skriver om elever, men det finns bara på den här datorn. Klassen är påhittad, inget är på riktigt
  och inget du skriver lämnar datorn.</p>
<ul class="doors">${PAGES.map(
    (page) => html`
  <li><a href="${page.path}"><strong>${page.title}</strong><span>${page.about}</span></a></li>`,
  )}
</ul>
<section class="sheet" aria-labelledby="examples">
  <h2 id="examples">Anteckningar att prova</h2>
  <p>Datainspektionen granskade 2008 en skolas fritextfält om elever (dnr 741-2008). Bland annat det
    här stod där:</p>
  <ul class="quotes">
    <li>spelat bra handboll</li>
    <li>förkyld</li>
    <li>följde med kompis till vårdcentralen</li>
  </ul>
  <p>Skriv någon av dem på en sida här, och jämför sedan med en saklig anteckning:
    ”Kom 10.35. Läste två kapitel och skrev en halv sida.”</p>
</section>`;
}

/**
 * The class list: an ordinary form that works without scripts. What was last saved for the same
 * lesson stands in it again.
 *
 * @param {View} view
 * @returns {Html}
 */
export function lessonPage({ saves, just, now }) {
  const lesson = lessonOn(now);
  const earlier = saves.find((save) => save.path === '/lektion' && save.fields.lesson === lesson);
  /** @param {string} name */
  const saved = (name) => earlier?.fields[name] ?? '';

  // The roles say again what the elements say: on a narrow screen the style sheet lays the table
  // out as blocks, and browsers then no longer treat it as a table.
  return html`${notice(just, 'Sparat')}
<form method="post" action="/lektion">
  <input type="hidden" name="lesson" value="${lesson}">
  <div class="sheet">
    <h2>${LESSON.subject}, ${LESSON.group}</h2>
    <p class="facts">${day(now)} kl. ${LESSON.hours}, ${LESSON.room}</p>
    <table role="table" class="class-list">
      <caption class="unseen">Närvaro och anmärkning för varje elev</caption>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">Elev</th>
          <th role="columnheader" scope="col">Närvaro</th>
          <th role="columnheader" scope="col">Anmärkning</th>
        </tr>
      </thead>
      <tbody role="rowgroup">${PUPILS.map(
        ({ id, name }) => html`
        <tr role="row">
          <th role="rowheader" scope="row">${name}</th>
          <td role="cell" data-heading="Närvaro">
            <select class="status" name="status-${id}" aria-label="Närvaro, ${name}">
              ${options(
                STATUSES.map((status) => [status, status]),
                saved(`status-${id}`),
              )}
            </select>
          </td>
          <td role="cell" data-heading="Anmärkning">
            <textarea class="remark" name="remark-${id}" rows="2"
              aria-label="Anmärkning, ${name}">
${saved(`remark-${id}`)}</textarea>
          </td>
        </tr>`,
      )}
      </tbody>
    </table>
  </div>
  <div class="sheet">
    <h2>Om hela lektionen</h2>
    <label for="short">Ankomsttid/kort anteckning</label>
    <input type="text" id="short" class="short-note" name="short" value="${saved('short')}">
    <label for="comment">Lektionskommentar</label>
    <textarea id="comment" class="lesson-comment" name="comment" rows="4">
${saved('comment')}</textarea>
    <button class="save" name="action" value="spara">Spara</button>
  </div>
</form>`;
}

/** @param {View} view @returns {Html} a comment on one pupil, saved by a script and outside any form */
export function commentPage({ now }) {
  return html`<div class="sheet">
  <p class="facts">${LESSON.subject}, ${LESSON.group}, ${day(now)} kl. ${LESSON.hours}</p>
  <label for="pupil">Elev</label>
  <select id="pupil">
    ${options(PUPILS.map(({ id, name }) => [id, name]))}
  </select>
  <label for="pupil-comment">Kommentar</label>
  <textarea id="pupil-comment" class="pupil-comment" rows="6"></textarea>
  <div class="actions">
    <button type="button" id="save-comment" class="save">Spara</button>
    <p id="outcome" role="status"></p>
  </div>
  <noscript><p class="notice bad">Den här sidan sparar med JavaScript, som är avstängt i din
    webbläsare. Klasslistan under Närvaro fungerar utan.</p></noscript>
</div>`;
}

/** @param {View} view @returns {Html} a message to guardians, read in the school's app */
export function messagePage({ just }) {
  return html`${notice(just, 'Skickat (på låtsas)')}
<form class="sheet" method="post" action="/meddelande">
  <p class="channel"><strong>Läses i appen.</strong> Meddelandet visas för vårdnadshavare när de har
    loggat in.</p>
  <label for="pupil">Till vårdnadshavare för</label>
  <select id="pupil" name="pupil">
    ${options(PUPILS.map(({ id, name }) => [id, name]))}
  </select>
  <label for="subject">Ämne</label>
  <input type="text" id="subject" name="subject">
  <label for="message">Meddelande</label>
  <textarea id="message" class="message" name="message" rows="8"></textarea>
  <button class="send">Skicka</button>
</form>`;
}

/** @param {View} view @returns {Html} ordinary e-mail, which is not encrypted */
export function mailPage({ just }) {
  return html`${notice(just, 'Skickat (på låtsas)')}
<form class="sheet" method="post" action="/epost">
  <p class="channel"><strong>Okrypterad e-post.</strong> Brevet går över öppet nät och kan läsas av
    andra på vägen.</p>
  <label for="to">Till</label>
  <input type="text" inputmode="email" id="to" name="to">
  <label for="subject">Ämne</label>
  <input type="text" id="subject" name="subject">
  <label for="mail">Brev</label>
  <textarea id="mail" class="mail" name="mail" rows="10"></textarea>
  <button class="send">Skicka</button>
</form>`;
}

/** @param {View} view @returns {Html} the school nurse's record */
export function healthPage({ just }) {
  return html`${notice(just, 'Sparat')}
<form class="sheet" method="post" action="/halsa">
  <p class="channel"><strong>Patientjournal.</strong> Läses bara av elevhälsans medicinska personal.</p>
  <label for="pupil">Elev</label>
  <select id="pupil" name="pupil">
    ${options(PUPILS.map(({ id, name }) => [id, name]))}
  </select>
  <label for="journal">Journalanteckning</label>
  <textarea id="journal" class="journal" name="journal" rows="8"></textarea>
  <button class="save">Spara</button>
</form>`;
}

/**
 * A page that says in a sentence why there is nothing else to show.
 *
 * @param {string} sentence
 * @param {boolean} sent whether the reader has just sent something, which is not saved now
 * @returns {Html}
 */
export function errorPage(sentence, sent) {
  return html`<div class="sheet">
  <p>${sentence}</p>
  ${sent && html`<p>Inget är sparat. Gå tillbaka i webbläsaren: texten står kvar där.</p>`}
  <p><a href="/">Till startsidan</a></p>
</div>`;
}

/**
 * @param {Save | undefined} save
 * @param {string} done what has happened
 */
function notice(save, done) {
  if (!save) return;
  return html`<p class="notice good" role="status">${done} ${clock(new Date(save.time))}.
    <a href="/sparat">Se vad som sparades</a></p>`;
}

/**
 * @param {string[][]} choices value and text of each
 * @param {unknown} [chosen]
 */
function options(choices, chosen) {
  return choices.map(
    ([value, text]) =>
      html`<option value="${value}"${value === chosen && html` selected`}>${text}</option>`,
  );
}

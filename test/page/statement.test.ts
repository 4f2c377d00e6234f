import { expect, test } from 'vitest';
import { reworded } from '../../src/page/statement.ts';

/** Notes as teachers write them: the found words in [brackets], and what a suggestion makes of them. */
const STATEMENTS = {
  'Anmäld frånvaro': [
    ['[förkyld]', 'Anmäld frånvaro'],
    ['kom sent, [förkyld]', 'kom sent, anmäld frånvaro'],
    ['Elin är [förkyld].', 'Anmäld frånvaro.'],
    ['Elin är [förkyld] i dag.', 'Anmäld frånvaro i dag.'],
    ['Elin är [förkyld] och hängig.', 'Anmäld frånvaro.'],
    ['[Förkyld] i måndags.', 'Anmäld frånvaro i måndags.'],
    ['[Läkarintyg] till och med fredag', 'Anmäld frånvaro till och med fredag'],
    ['[Förkyld] igen', 'Anmäld frånvaro igen'],
    ['[Migrän] gör att hon inte kan delta.', 'Anmäld frånvaro.'],
    [
      'Kom 8.25. Hon har [ont i magen] efter lunch. Läste.',
      'Kom 8.25. Anmäld frånvaro efter lunch. Läste.',
    ],
    ['var på [vårdcentralen] med mamma 10.15', 'Anmäld frånvaro 10.15'],
    ['Möte med [BUP] kl. 10 på torsdag', 'Anmäld frånvaro kl. 10 på torsdag'],
    ['[tandläkaren] 10.15–11.30', 'Anmäld frånvaro 10.15–11.30'],
    ['Gick hem 11.40 för att hon [mådde illa].', 'Gick hem 11.40, anmäld frånvaro.'],
    ['Gick hem 11.40 och var [sjuk]', 'Gick hem 11.40 och anmäld frånvaro'],
    ['Elin är [förkyld] och kom 10.20.', 'Anmäld frånvaro och kom 10.20.'],
    ['10.15 [tandläkaren]', '10.15 anmäld frånvaro'],
    ['Elin, som är [förkyld], kom 10.20.', 'Elin, anmäld frånvaro, kom 10.20.'],
    ['Mamma ringde: Alva är [förkyld].', 'Mamma ringde: anmäld frånvaro.'],
    ['Borta p.g.a. [förkylning] – kommer på onsdag', 'Anmäld frånvaro – kommer på onsdag'],
    ['Kom 9\nhan var hos [läkaren]\ngick 14', 'Kom 9\nAnmäld frånvaro\ngick 14'],
    // It is not said twice.
    ['Anmäld frånvaro, har [feber].', 'Anmäld frånvaro.'],
    ['Anmäld frånvaro. Hon har [feber]. Läste.', 'Anmäld frånvaro. Läste.'],
    ['Har [feber], anmäld frånvaro i dag', 'Anmäld frånvaro i dag'],
    ['Läste själv (var [sjuk] i går).', 'Läste själv (anmäld frånvaro i går).'],
  ],
  'Absence reported': [
    ['He is [ill] today.', 'Absence reported today.'],
    ['Alva has a [cold] and stayed in bed.', 'Absence reported.'],
    ['Left at 11.40 because she felt [sick].', 'Left at 11.40, absence reported.'],
    ['with the [counsellor] during the lesson', 'Absence reported during the lesson'],
    ['Mum rang: Alva has a [cold], back on Friday', 'Mum rang: absence reported, back on Friday'],
    ["[doctor's note] until Friday", 'Absence reported until Friday'],
  ],
  // What begins small stands in for the words.
  'en annan elev': [
    [
      'Satt och pratade med [Kevin] hela lektionen.',
      'Satt och pratade med en annan elev hela lektionen.',
    ],
    ['[Kevin] tog pennan.', 'En annan elev tog pennan.'],
  ],
  'the number in the pupil register': [
    ['Ring mum on [070-1740612] today', 'Ring mum on the number in the pupil register today'],
  ],
};

test.each(
  Object.entries(STATEMENTS).flatMap(([suggestion, notes]) =>
    notes.map(([marked = '', after = '']) => [suggestion, marked, after] as const),
  ),
)('“%s” in “%s” makes “%s”', (suggestion, marked, after) => {
  const [start, end] = [marked.indexOf('['), marked.indexOf(']') - 1];
  const note = marked.replace(/[[\]]/g, '');
  const { span, text } = reworded(note, { start, end }, suggestion);
  expect(note.slice(0, span.start) + text + note.slice(span.end)).toBe(after);
});

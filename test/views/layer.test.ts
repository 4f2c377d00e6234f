import { describe, expect, test } from 'vitest';
import { patternFor } from '../../src/views/options/address.ts';
import {
  idFor,
  listAt,
  saidAt,
  withList,
  without,
  withSaid,
} from '../../src/views/options/layer.ts';

const BASE = {
  fields: [{ id: 'absence', name: 'Frånvaro', phrases: ['Anmäld', 'Beviljad'] }],
  rules: [
    { id: 'health', examples: { wrong: [{ note: 'sjuk', find: ['sjuk'] }], right: ['Kom'] } },
  ],
};
const EMPTY = { saklig: 1, id: 'ours', name: 'Vår' };

describe('a setting', () => {
  test('is said of a field from above, and taken back without a trace', () => {
    const path = ['fields', 'absence', 'purpose'];
    const said = withSaid(EMPTY, path, 'Tider.', BASE);
    expect(said).toEqual({ ...EMPTY, fields: [{ id: 'absence', purpose: 'Tider.' }] });
    expect(saidAt(said, path)).toBe('Tider.');
    expect(withSaid(said, path, undefined, BASE)).toEqual(EMPTY);
  });

  test('that is the last of a field of one’s own leaves the field', () => {
    const own = withSaid(EMPTY, ['fields', 'new', 'name'], 'Nytt', BASE);
    expect(withSaid(own, ['fields', 'new', 'name'], undefined, BASE)).toEqual({
      ...EMPTY,
      fields: [{ id: 'new' }],
    });
    expect(without(own, 'fields', 'new')).toEqual(EMPTY);
  });

  test('stands where the schema has it, whenever it was said', () => {
    const said = withSaid({ ...EMPTY, fields: [{ id: 'x' }] }, ['decidedBy'], 'Nämnden', BASE);
    expect(Object.keys(said)).toEqual(['saklig', 'id', 'name', 'decidedBy', 'fields']);
  });

  test('in a table goes with the table when nothing else is in it', () => {
    const path = ['fields', 'absence', 'severity', 'health'];
    const said = withSaid(EMPTY, path, 'hint', BASE);
    expect(said.fields).toEqual([{ id: 'absence', severity: { health: 'hint' } }]);
    expect(withSaid(said, path, undefined, BASE)).toEqual(EMPTY);
  });
});

describe('a list', () => {
  const path = ['fields', 'absence', 'phrases'];

  test('with all from above in it says only what is added', () => {
    const said = withList(EMPTY, BASE, path, ['Anmäld', 'Beviljad', 'Kom 08.25']);
    expect(said.fields).toEqual([{ id: 'absence', phrases: ['Kom 08.25'] }]);
    expect(listAt(said, BASE, path).items).toEqual(['Anmäld', 'Beviljad', 'Kom 08.25']);
  });

  test('without something from above takes its place, and adds again once that is back', () => {
    const said = withList(EMPTY, BASE, path, ['Beviljad']);
    expect(said.fields).toEqual([{ id: 'absence', replaces: ['phrases'], phrases: ['Beviljad'] }]);
    expect(listAt(said, BASE, path).items).toEqual(['Beviljad']);
    expect(withList(said, BASE, path, ['Anmäld', 'Beviljad'])).toEqual(EMPTY);
  });

  test('can be emptied', () => {
    const said = withList(EMPTY, BASE, path, []);
    expect(listAt(said, BASE, path).items).toEqual([]);
    expect(said.fields).toEqual([{ id: 'absence', replaces: ['phrases'], phrases: [] }]);
  });

  test('of examples is replaced together with the other one, which stays as it was', () => {
    const wrong = ['rules', 'health', 'examples', 'wrong'];
    const said = withList(EMPTY, BASE, wrong, [{ note: 'frisk', find: ['frisk'] }]);
    expect(said.rules).toEqual([
      {
        id: 'health',
        replaces: ['examples'],
        examples: { wrong: [{ note: 'frisk', find: ['frisk'] }], right: ['Kom'] },
      },
    ]);
    expect(withList(said, BASE, wrong, BASE.rules[0]?.examples.wrong ?? [])).toEqual(EMPTY);
  });
});

test('an id is made of the words of a name, and of a number when it is taken', () => {
  expect(idFor('Anmärkning i Skola24', [])).toBe('anmarkning-i-skola24');
  expect(idFor('Åäö!', ['aao'])).toBe('aao-2');
  expect(idFor('日本', [])).toBe('ny');
});

test.each([
  ['https://web.skola24.se/portal/start?pupil=3', 'https://web.skola24.se/*'],
  ['skola.example.se/klass/7b', 'https://skola.example.se/*'],
  ['http://127.0.0.1:8080/lektion', 'http://127.0.0.1/*'],
  ['https://*.example.se/x*', 'https://*.example.se/x*'],
  ['inte en adress', null],
  ['file:///C:/skola.html', null],
  ['*', null],
])('the address %s is the site %s', (address, pattern) => {
  expect(patternFor(address)).toBe(pattern);
});

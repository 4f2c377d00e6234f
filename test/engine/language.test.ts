import en from 'virtual:dictionary/en';
import sv from 'virtual:dictionary/sv';
import { expect, test } from 'vitest';
import { Lexicon, lint } from '../../src/engine/engine.ts';

const context = { lexicons: [new Lexicon(sv), new Lexicon(en)], rules: [] };

test.each([
  ['kom tio minuter sent till lektionen', 'sv'],
  ['har inte lämnat in uppgiften', 'sv'],
  ['was ten minutes late and left without the book', 'en'],
  ['Homework has not been handed in', 'en'],
  [
    'Vi träffas i aulan klockan nio och går sedan tillsammans till biblioteket för att låna böcker.',
    'sv',
  ],
  ['We meet in the hall at nine and then walk together to the library to borrow some books.', 'en'],
])('“%s” is %s', (note, language) => {
  expect(lint(note, context).language).toBe(language);
});

test('the language that is given is the one that reads', () => {
  expect(lint('ok', { ...context, language: 'en' }).language).toBe('en');
});

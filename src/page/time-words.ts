/**
 * What is said of when: in what is written instead of a statement, that stays. Words of time, and those
 * that lead up to one ("till och med fredag"). A word that is lacking is seen to go before it does.
 */
export const TIME_WORDS: readonly string[] = [
  // Swedish
  ...'dag dagen idag går igår morgon imorgon morse imorse kväll ikväll morgonen kvällen'.split(' '),
  ...'förmiddag förmiddagen eftermiddag eftermiddagen lunch lunchen lektion lektionen'.split(' '),
  ...'rasten dagar dagarna vecka veckan veckor minuter timme timmar timmen igen'.split(' '),
  ...'måndag tisdag onsdag torsdag fredag lördag söndag'
    .split(' ')
    .flatMap((day) => [day, `${day}s`]),
  ...'januari februari mars april maj juni juli augusti september oktober november'.split(' '),
  ...'december'.split(' '),
  // English
  ...'today yesterday tomorrow tonight morning afternoon evening day days week weeks'.split(' '),
  ...'lunch lesson break minutes hour hours again am pm'.split(' '),
  ...'monday tuesday wednesday thursday friday saturday sunday'.split(' '),
  ...'january february march may june july august october'.split(' '),
];
export const LEADING_WORDS: readonly string[] = [
  ...'i på till från och med hela halva sedan mellan fram under den efter före kl klockan ca v'.split(
    ' ',
  ),
  ...'on at in until till from to since for all this last next the during before after and'.split(
    ' ',
  ),
];

import { expect, test } from 'vitest';
import { foldName } from '../../src/dataset/fold-name.ts';

test.each([
  ['ALIEN', 'alien'],
  ['Amélie', 'amelie'],
  ['Ame\u0301lie', 'amelie'],
  ['Kirikù e la strega', 'kiriku e la strega'],
  ['Det sjunde inseglet: Ångström & Søn', 'det sjunde inseglet angstrom and son'],
  ['Die Straße', 'die strasse'],
  ["Ocean's Eleven", 'oceans 11'],
  ['Ocean’s 11', 'oceans 11'],
  ['WALL·E', 'wall e'],
  ['The Godfather: Part II', 'the godfather 2'],
  ['Kill Bill: Vol. 1', 'kill bill 1'],
  ['Star Wars: Episode V - The Empire Strikes Back', 'star wars 5 the empire strikes back'],
  ['I, Robot', 'i robot'],
  ['V for Vendetta', 'v for vendetta'],
  ['Part of Your World', 'part of your world'],
  ['Ночной дозор', 'ночнои дозор'],
  ['千と千尋の神隠し', '千と千尋の神隠し'],
  ['  $ ', '$'],
  ['???', '???'],
  ['', ''],
])('“%s” is compared as “%s”', (name, folded) => {
  expect(foldName(name)).toBe(folded);
});

import { expect, test } from 'vitest';
import { Database } from '../../../src/artifacts/database.ts';
import { createContext } from '../../../src/context.ts';
import { strengthsSql } from '../../../src/dataset/cleaning/strengths.ts';
import { temporaryFolder, type Cell } from '../../fixtures/workspace.ts';

const folder = await temporaryFolder();

/** Strengths by film, of one person's events (film, event, fraction). */
async function strengths(events: readonly (readonly [string, string, number | null])[]) {
  const rows = events.map(([movie, event, fraction], at): Cell[] => ['me', movie, event, fraction, 100 + at]);
  return Database.use(folder, createContext(), async (database) => {
    await database.run(
      'CREATE TABLE log (user VARCHAR, movie VARCHAR, event VARCHAR, fraction FLOAT, timestamp BIGINT)',
    );
    await database.insert('log', rows);
    type Row = { movie: string; rating: number; timestamp: number };
    const found = await database.rows<Row>(`SELECT * FROM (${strengthsSql('log')}) ORDER BY movie`);
    return Object.fromEntries(found.map(({ movie, rating }) => [movie, rating]));
  });
}

// By the rule in words: plays by fraction from 5 %, at most 5 by plays, like 2, watch-list ½, dislike nothing.
test.each<[string, [string, string, number | null][], number | undefined]>([
  ['a whole play', [['a', 'play', 1]], 1],
  ['a play of unknown length', [['a', 'play', null]], 1],
  ['half a play', [['a', 'play', 0.5]], 0.5],
  ['a play of 4 %', [['a', 'play', 0.04]], undefined],
  ['a play of 5 %', [['a', 'play', 0.05]], Math.fround(0.05)],
  ['a play of more than everything', [['a', 'play', 3]], 1],
  [
    'two plays',
    [
      ['a', 'play', 1],
      ['a', 'play', 0.25],
    ],
    1.25,
  ],
  ['nine plays', Array.from({ length: 9 }, () => ['a', 'play', 1]), 5],
  ['a like', [['a', 'like', null]], 2],
  [
    'two likes',
    [
      ['a', 'like', null],
      ['a', 'like', null],
    ],
    2,
  ],
  ['the watch-list', [['a', 'watchlist', null]], 0.5],
  [
    'everything',
    [
      ['a', 'play', 1],
      ['a', 'like', null],
      ['a', 'watchlist', null],
    ],
    3.5,
  ],
  ['a dislike', [['a', 'dislike', null]], undefined],
  ['a film shown', [['a', 'shown', null]], undefined],
  ['a film clicked', [['a', 'clicked', null]], undefined],
  ['a film hidden', [['a', 'hidden', null]], undefined],
  [
    'a film shown, clicked, played and hidden',
    [
      ['a', 'shown', null],
      ['a', 'clicked', null],
      ['a', 'play', 0.5],
      ['a', 'hidden', null],
    ],
    0.5,
  ],
  [
    'a play and a dislike',
    [
      ['a', 'play', 1],
      ['a', 'like', null],
      ['a', 'dislike', null],
    ],
    undefined,
  ],
])('%s', async (_, events, strength) => {
  expect(await strengths(events)).toEqual(strength === undefined ? {} : { a: strength });
});

test('films are counted each for itself', async () => {
  expect(
    await strengths([
      ['a', 'play', 1],
      ['b', 'play', 0.5],
      ['a', 'play', 1],
      ['c', 'dislike', null],
    ]),
  ).toEqual({
    a: 2,
    b: 0.5,
  });
});

import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, test } from 'vitest';
import { createContext } from '../../../src/context.ts';
import { titleOf, type Catalog } from '../../../src/dataset/catalog.ts';
import { sequence } from '../../../src/random.ts';
import { searchFilms } from '../../../src/server/films/film-search.ts';
import { highest } from '../../../src/server/films/highest.ts';
import { titleIndex, type TitleIndex } from '../../../src/server/films/title-index.ts';
import { catalogOf, fewFilms } from '../../fixtures/catalog.ts';
import { hasRealData, movieLens, withoutRealData } from '../../fixtures/movielens.ts';

interface Searched {
  readonly catalog: Catalog;
  readonly index: TitleIndex;
  readonly known: (item: number) => number;
}

const searched = async (catalog: Catalog, known: (item: number) => number): Promise<Searched> => ({
  ...{ catalog, known },
  index: await titleIndex(catalog, createContext()),
});

function found({ index, known }: Searched, query: string): number[] {
  const { items, fit } = searchFilms(index, query);
  const keys = Float64Array.from(items, (item) => known(item) - 2 ** 30 * fit(item));
  return highest(keys, 0, items.length).map((place) => items[place]);
}

describe('of a few films', () => {
  let few: Searched;
  beforeAll(async () => {
    few = await searched(fewFilms, (item) => (item === 3 ? 9 : 1));
  });

  test.each([
    ['toy', ['Toy Story (1995)']],
    ['story toy', ['Toy Story (1995)']],
    ['HEAT', ['Heat (1986)', 'Heat (1995)']],
    ['heat 1995', ['Heat (1995)']],
    ['matrix', ['The Matrix (1999)']],
    ['matrix the', ['The Matrix (1999)']],
    ['teh matrix', ['The Matrix (1999)']],
    ['se7en', ['Seven (a.k.a. Se7en) (1995)']],
    ['seven', ['Seven (a.k.a. Se7en) (1995)']],
    ['moonlihgt', ['Moonlight']],
    ['moon light', ['Moonlight']],
    ['grumpieroldmen', ['Grumpier Old Men (1995)']],
    ['grumpier old women', ['Grumpier Old Men (1995)']],
    ['1984', ['Nineteen Eighty-Four (1984)']],
  ])('“%s” finds %j', (query, titles) => {
    expect(found(few, query).map((item) => titleOf(fewFilms, item))).toEqual(titles);
  });

  test.each([
    '',
    '   ',
    '.*',
    '(((',
    'a'.repeat(200),
    'x '.repeat(100),
    '🎬',
    '千と千尋',
    '\u0000',
    '%',
    '[a-z]+$',
    "';--",
  ])('nothing is found by “%s”, and nothing goes wrong', (query) => {
    expect(found(few, query)).toEqual([]);
  });

  test('titles in any script are found, and those of signs alone', async () => {
    const odd = await searched(
      catalogOf({ a: ['千と千尋の神隠し (2001)'], b: ['$ (1971)'], c: ['Ночной дозор (2004)'], d: ['Amélie (2001)'] }),
      () => 1,
    );
    expect(['千と', '$', 'ночной', 'AMELIE', 'amélie'].map((query) => found(odd, query))).toEqual([
      [0],
      [1],
      [2],
      [3],
      [3],
    ]);
  });
});

describe.skipIf(!hasRealData)(`of MovieLens (${hasRealData ? 'all films' : withoutRealData})`, () => {
  let all: Searched;
  beforeAll(async () => {
    const rows: string[][] = parse(readFileSync(`${movieLens}movies.csv`), { from_line: 2, relax_column_count: true });
    const counts = new Map<string, number>();
    for (const line of readFileSync(`${movieLens}ratings.csv`, 'utf8').trim().split(/\r?\n/).slice(1)) {
      const film = line.split(',')[1];
      counts.set(film, (counts.get(film) ?? 0) + 1);
    }
    const catalog = catalogOf(Object.fromEntries(rows.map(([id, title, genres]) => [id, [title, genres]])));
    all = await searched(catalog, (item) => counts.get(catalog.ids.names[item]) ?? 0);
  });

  test.each([
    ['star war', 'Star Wars: Episode IV - A New Hope (1977)'],
    ['godfahter', 'The Godfather (1972)'],
    ['lord rings', 'The Lord of the Rings: The Fellowship of the Ring (2001)'],
    ['oceans elev', "Ocean's Eleven (2001)"],
    [
      'harry potter philosopher stone',
      "Harry Potter and the Sorcerer's Stone (a.k.a. Harry Potter and the Philosopher's Stone) (2001)",
    ],
    ['terminator 2 judgement day', 'Terminator 2: Judgment Day (1991)'],
    ['spiderman', 'Spider-Man (2002)'],
  ])('“%s” finds %s first', (query, title) => {
    expect(titleOf(all.catalog, found(all, query)[0])).toBe(title);
  });

  test('names and their beginnings are found as a scan of all titles finds them, the best known first', () => {
    // By the plainest of means: titles of letters a to z and spaces alone, of which nothing has to be folded.
    const plain = [...all.catalog.titles.entries()]
      .map(([item, title]) => ({ item, name: title.toLowerCase() }))
      .filter(
        ({ name }) =>
          /^[a-z ]+$/.test(name) &&
          !/^(the|an?) |\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|part|i|v|x|i+)\b/.test(name),
      );
    const random = sequence(5, 'beginnings');
    for (let round = 0; round < 300; round++) {
      const { name } = plain[Math.floor(random() * plain.length)];
      const query = name.slice(0, 3 + Math.floor(random() * name.length)).trimEnd();
      const order = (a: { item: number }, b: { item: number }): number =>
        all.known(b.item) - all.known(a.item) || a.item - b.item;
      const naive = [
        ...plain.filter((one) => one.name === query).sort(order),
        ...plain.filter((one) => one.name !== query && one.name.startsWith(query)).sort(order),
      ].map(({ item }) => item);
      const own = new Set(naive);
      expect(
        found(all, query).filter((item) => own.has(item)),
        query,
      ).toEqual(naive);
    }
  });

  test('with one slip in its title, a film that twenty have rated is among the first ten in 98 of 100 cases', () => {
    const random = sequence(1, 'slips');
    const letters = 'abcdefghijklmnopqrstuvwxyz ';
    let [tried, hit] = [0, 0];
    for (const [item, title] of all.catalog.titles.entries()) {
      if (all.known(item) < 20) continue;
      const at = Math.floor(random() * title.length);
      const letter = letters[Math.floor(random() * letters.length)];
      const slips = [
        title.slice(0, at) + title.slice(at + 1),
        title.slice(0, at) + letter + title.slice(at),
        title.slice(0, at) + letter + title.slice(at + 1),
        title.slice(0, at) +
          title
            .slice(at, at + 2)
            .split('')
            .reverse()
            .join('') +
          title.slice(at + 2),
      ];
      tried++;
      if (
        found(all, slips[Math.floor(random() * 4)])
          .slice(0, 10)
          .includes(item)
      )
        hit++;
    }
    expect(tried).toBeGreaterThan(1000);
    expect(hit / tried).toBeGreaterThan(0.98);
  });
});

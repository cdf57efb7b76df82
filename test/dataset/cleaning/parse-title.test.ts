import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { parseTitle, showTitle } from '../../../src/dataset/cleaning/parse-title.ts';
import { hasRealData, movieLens, movieTweetings, withoutRealData } from '../../fixtures/movielens.ts';

test.each<[string, string, number | null]>([
  ['Matrix, The (1999)', 'The Matrix', 1999],
  ['Toy Story (1995)   ', 'Toy Story', 1995],
  ['  Toy \t Story(1995)', 'Toy Story', 1995],
  [
    'Léon: The Professional (a.k.a. The Professional) (Léon) (1994)',
    'Léon: The Professional (a.k.a. The Professional) (Léon)',
    1994,
  ],
  [
    'City of Lost Children, The (Cité des enfants perdus, La) (1995)',
    'The City of Lost Children (La Cité des enfants perdus)',
    1995,
  ],
  [
    'City of the Living Dead (a.k.a. Gates of Hell, The) (Paura nella città dei morti viventi) (1980)',
    'City of the Living Dead (a.k.a. The Gates of Hell) (Paura nella città dei morti viventi)',
    1980,
  ],
  ['Fabulous Destiny of Amélie, The', 'The Fabulous Destiny of Amélie', null],
  ['Good, the Bad and the Ugly, The (1966)', 'The Good, the Bad and the Ugly', 1966],
  ['Avventura, L’ (1960)', 'L’Avventura', 1960],
  ["Enfer, L' (1994)", "L'Enfer", 1994],
  ['American Werewolf in London, An (1981)', 'An American Werewolf in London', 1981],
  ['Boot, Das (Boat, The) (1981)', 'Das Boot (The Boat)', 1981],
  ['2001: A Space Odyssey (1968)', '2001: A Space Odyssey', 1968],
  ['1984', '1984', null],
  ['1984 (1984)', '1984', 1984],
  ['(1999)', '(1999)', null],
  ['(500) Days of Summer (2009)', '(500) Days of Summer', 2009],
  ['Babylon 5', 'Babylon 5', null],
  ['Death Note: Desu nôto (2006–2007)', 'Death Note: Desu nôto', 2006],
  ['Fawlty Towers (1975-1979)', 'Fawlty Towers', 1975],
  ['Bicycle, Spoon, Apple (Bicicleta, cullera, poma) (2010)', 'Bicycle, Spoon, Apple (Bicicleta, cullera, poma)', 2010],
  ['Doctor Who (2005-)', 'Doctor Who', 2005],
  ['I, Robot (2004)', 'I, Robot', 2004],
  ['O (2001)', 'O', 2001],
  ['The The (2000)', 'The The', 2000],
  ['The Emoji Movie 🎬 (2017)', 'The Emoji Movie 🎬', 2017],
  ['ואלס עם באשיר (2008)', 'ואלס עם באשיר', 2008],
  ['千と千尋の神隠し (2001)', '千と千尋の神隠し', 2001],
  ['Cafe\u0301 (2010)', 'Café', 2010],
  ['Movie (3000)', 'Movie (3000)', null],
  ['Movie (19999)', 'Movie (19999)', null],
  ['', '', null],
  ['   ', '', null],
])('“%s” is “%s”, %s', (raw, title, year) => {
  expect(parseTitle(raw)).toEqual({ title, year });
});

test('a film is shown by its title and year, and reads back as the same film', () => {
  expect(showTitle({ title: 'Heat', year: 1995 })).toBe('Heat (1995)');
  expect(showTitle({ title: 'Moonlight', year: null })).toBe('Moonlight');
  const film = parseTitle('Seven Samurai, The (Shichinin no samurai) (1954)');
  expect(parseTitle(showTitle(film))).toEqual(film);
});

const linesOf = (path: string): string[] => readFileSync(path, 'utf8').trim().split('\n');

test.skipIf(!hasRealData)(
  `all titles of MovieLens’ small set are read${hasRealData ? '' : ` (skipped: ${withoutRealData})`}`,
  () => {
    const rows = parse(readFileSync(`${movieLens}movies.csv`), { columns: true }) as unknown as { title: string }[];
    const films = rows.map(({ title }) => ({ raw: title, ...parseTitle(title) }));
    expect(films).toHaveLength(9742);
    const withoutYear = films.filter(({ year }) => year === null).map(({ title }) => title);
    expect(withoutYear).toEqual([
      'Babylon 5',
      'Ready Player One',
      'Hyena Road',
      'The Adventures of Sherlock Holmes and Doctor Watson',
      'Nocturnal Animals',
      'Paterson',
      'Moonlight',
      'The OA',
      'Cosmos',
      'Maria Bamford: Old Baby',
      'Generation Iron 2',
      'Black Mirror',
    ]);
    for (const { raw, title, year } of films) {
      expect(title).not.toBe('');
      if (year === null) continue;
      expect(raw).toContain(String(year));
      expect(year).toBeGreaterThanOrEqual(1902);
      expect(year).toBeLessThanOrEqual(2018);
    }
    // No article is left behind, nor any word lost.
    expect(films.filter(({ title }) => /, (The|A|An|La|Le|Les|L'|Il|El|Das|Der|Die)(\)|$| \()/.test(title))).toEqual(
      [],
    );
    const words = (text: string): string[] => (text.match(/[\p{L}\d]+/gu) ?? []).sort();
    for (const { raw, title, year } of films) {
      const shown = year === null ? title : `${title} ${/\([^()]*\)\s*$/.exec(raw)![0]}`;
      expect(words(shown)).toEqual(words(raw.normalize('NFC')));
    }
  },
);

test.skipIf(!hasRealData)(
  `all titles of MovieTweetings have their year${hasRealData ? '' : ` (skipped: ${withoutRealData})`}`,
  () => {
    const titles = linesOf(`${movieTweetings}movies.dat`).map((line) => line.split('::')[1]);
    expect(titles.length).toBeGreaterThan(9000);
    expect(titles.filter((title) => parseTitle(title).year === null)).toEqual([]);
  },
);

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext } from '../../src/context.ts';
import { outlineDataset } from '../../src/stages/outline-dataset.ts';
import { temporaryFolder, writeInterim, type Cell } from '../fixtures/workspace.ts';

const folder = await temporaryFolder();
const context = createContext();

/** Person p rates the first 2p films, film f getting 1 to 5; so film f has a rating of everyone from person f/2 on. */
const rows: Cell[][] = [];
for (let person = 1; person <= 20; person++) {
  for (let film = 1; film <= 2 * person; film++) {
    rows.push([String(person), String(film), 1 + ((person + film) % 5), 1_000_000_000 + person * 86_400 + film]);
  }
}
const films = Array.from({ length: 42 }, (_, at): Cell[] => [String(at + 1), `Film ${at + 1}`, 1990, ['Drama']]);

async function outlined(name: string, ratings: readonly Cell[][]) {
  const workspace = new Workspace(join(folder, name));
  await writeInterim(workspace, 'steps', { ratings, movies: films }, context);
  return { workspace, outline: await outlineDataset({ workspace, dataset: 'steps' }, context) };
}

test('ratings, people and films are counted as one counts by hand', async () => {
  const { outline } = await outlined('counted', rows);
  const [values, people, tail] = outline.tallies;
  expect(outline.leftOut).toEqual([]);

  expect(values.name).toBe('rating-distribution');
  const byValue = [1, 2, 3, 4, 5].map((value) => ({
    name: String(value),
    count: rows.filter((row) => row[2] === value).length,
  }));
  expect(values.bars.map(({ name, count }) => ({ name, count }))).toEqual(byValue);

  // 2, 4, …, 40 ratings: in the bins from 2, 3, 5, 10, 20 and 40 on.
  expect(people.bars.map(({ count }) => count)).toEqual([1, 1, 2, 5, 10, 1]);
  expect(people.total).toBe(20);

  // Films 1 and 2 have 20 ratings each, 3 and 4 have 19, and so on.
  const ratingsOf = Array.from({ length: 40 }, (_, at) => 20 - Math.floor(at / 2));
  const first = (count: number): number => ratingsOf.slice(0, count).reduce((sum, one) => sum + one, 0);
  expect(tail.bars).toEqual([1, 3, 10, 31, 40].map((rank) => ({ name: String(rank), count: first(rank) })));
  expect(tail.total).toBe(rows.length);
});

test('the sentences have the numbers of the data set', async () => {
  const { outline } = await outlined('sentences', rows);
  const text = outline.sentences.join(' ');
  expect(text).toContain('20 people gave 420 ratings to 40 films, on a scale from 1 to 5.');
  expect(text).toContain('from September 2001');
  expect(text).toContain(`${Number(((100 * 420) / (20 * 40)).toPrecision(2))} % are known`);
  expect(text).toContain('2 more films that nobody rated (5 % of it)');
});

test('what makes no sense is left out with why, and nothing is written but what cleaning writes', async () => {
  const { workspace, outline } = await outlined('one', [['1', '1', 4, null]]);
  expect(outline.tallies).toEqual([]);
  expect(outline.leftOut.map(({ name }) => name)).toEqual(['rating-distribution', 'ratings-per-person', 'long-tail']);
  expect(outline.sentences.join(' ')).toBe(
    '1 person gave 1 rating to 1 film, on a scale from 1 to 5. Everyone has rated every one of these films: there is no gap to fill by recommending. The catalog has 41 more films that nobody rated (98 % of it).',
  );
  expect((await readdir(workspace.root)).sort()).toEqual(['data']);
});

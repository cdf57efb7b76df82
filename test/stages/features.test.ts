import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { featuresCommand } from '../../src/cli/commands/features.ts';
import { createContext } from '../../src/context.ts';
import { featureSetNames } from '../../src/features/registry.ts';
import { clean } from '../../src/stages/clean.ts';
import { featureSets } from '../../src/stages/feature-sets.ts';
import { features, type FeaturesOptions } from '../../src/stages/features.ts';
import { ingest } from '../../src/stages/ingest.ts';
import { requireFeatures } from '../../src/stages/require-features.ts';
import { filmTables } from '../fixtures/films.ts';
import { hasRealData, movieLens, withoutRealData } from '../fixtures/movielens.ts';
import { temporaryFolder, writeInterim } from '../fixtures/workspace.ts';

const root = await temporaryFolder();
const context = createContext({ threads: 2 });
let workspace: Workspace;
let count = 0;
beforeEach(() => {
  workspace = new Workspace(join(root, String(++count)));
});

const made = (options: Partial<FeaturesOptions> = {}, given = context) => features({ workspace, ...options }, given);

/** Every file of the artifact but the manifest, which has times in it. */
async function bytesOf(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).filter((name) => name !== 'manifest.json').sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'base64')] as const)),
  );
}

describe('a data set with everything', () => {
  beforeEach(() => writeInterim(workspace, 'set', filmTables()));

  test('a file for each set, one for the vectors and one for the profiles, and how much is in them', async () => {
    const result = await made();
    expect(result).toMatchObject({ dataset: 'set', films: 42, known: 40, path: 'data/features/set' });
    expect(result.sets.map(({ name }) => name)).toEqual(featureSetNames);
    expect(result.sets.find(({ name }) => name === 'years')).toMatchObject({ films: 40, weight: 0.5 });
    expect(Object.keys(await bytesOf(workspace.features('set')))).toEqual(
      [...featureSetNames, 'vectors']
        .map((name) => `${name}.safetensors`)
        .concat('profiles.parquet')
        .sort(),
    );
  });

  test('what is read is what was made: as many films, features and entries, rows of the vectors’ width', async () => {
    const result = await made({ dimensions: 8 });
    const { sets, vectors } = await requireFeatures({ workspace }, context);
    const shapes = sets.map(({ name, weight, features: names, rows: { starts, indexes } }) => {
      const films = [...starts.keys()].filter((at) => starts[at + 1] > starts[at]).length;
      return { name, weight, films, features: names.length, entries: indexes.length };
    });
    expect(shapes).toEqual(result.sets.map(({ seconds: _, ...shape }) => shape));
    expect(vectors.width).toBe(8);
    expect(vectors.values).toHaveLength(42 * 8);
  });

  test('is fresh the second time; made again for other options, another seed, other tables, and when told to', async () => {
    await made();
    expect(await made()).toMatchObject({ fresh: true });
    expect(await made({ dimensions: 8 })).not.toHaveProperty('fresh');
    expect(await made({ dimensions: 8 }, createContext({ seed: 7 }))).not.toHaveProperty('fresh');
    expect(await made({ dimensions: 8, force: true })).not.toHaveProperty('fresh');
    const tables = filmTables();
    await writeInterim(workspace, 'set', {
      ...tables,
      keywords: ['i0', 'i1', 'i2', 'i3'].map((id, at) => [id, `keyword ${at % 2}`]),
    });
    const after = await made({ dimensions: 8 });
    expect(after).not.toHaveProperty('fresh');
    expect(after.sets.find(({ name }) => name === 'keywords')).toMatchObject({ films: 4, features: 2 });
  });

  test('the same bytes come of one thread and of two', async () => {
    await made({}, createContext({ threads: 1 }));
    const one = await bytesOf(workspace.features('set'));
    await made({ force: true });
    expect(await bytesOf(workspace.features('set'))).toEqual(one);
  });

  test('only the sets asked for, and these again when they are needed after the data have changed', async () => {
    const { sets } = await made({ sets: ['people', 'genres'], dimensions: 4 });
    expect(sets.map(({ name }) => name)).toEqual(['genres', 'people']);
    await clean({ workspace, test: 0.5 }, context);
    const messages: string[] = [];
    const log = (message: string): void => void messages.push(message);
    const found = await requireFeatures({ workspace }, createContext({ log }));
    expect(found.sets.map(({ name }) => name)).toEqual(['genres', 'people']);
    expect(found.vectors.width).toBe(4);
    expect(messages.at(-1)).toBe('"set" has changed since its features were made: made them again.');
  });

  test('made where they are needed and not there, and the log says so', async () => {
    const messages: string[] = [];
    const log = (message: string): void => void messages.push(message);
    await requireFeatures({ workspace }, createContext({ log }));
    expect(messages.at(-1)).toBe('The features of "set" were not there yet: made them with the defaults.');
    const before = messages.length;
    await requireFeatures({ workspace }, createContext({ log }));
    expect(messages).toHaveLength(before);
  });

  test('no rating has a say in what films are: with others the sets are the same to the bit', async () => {
    await made();
    const { 'profiles.parquet': profiles, ...before } = await bytesOf(workspace.features('set'));
    const tables = filmTables();
    const others = tables.ratings!.map(([user, item, rating, time]) => [user, item, 6 - Number(rating), time]);
    await writeInterim(workspace, 'set', { ...tables, ratings: others });
    await made();
    const { 'profiles.parquet': now, ...after } = await bytesOf(workspace.features('set'));
    expect(after).toEqual(before);
    expect(now).not.toBe(profiles);
  });

  test('stopped by the signal it leaves what was there', async () => {
    await made();
    const before = await bytesOf(workspace.features('set'));
    const controller = new AbortController();
    const stopping = createContext({
      signal: controller.signal,
      progress: () => controller.abort(new Error('stopped')),
    });
    await expect(made({ dimensions: 4 }, stopping)).rejects.toThrow('stopped');
    expect(await bytesOf(workspace.features('set'))).toEqual(before);
  });

  test('a set that there is not is refused with the list of those there are', async () => {
    await expect(made({ sets: ['genre'] })).rejects.toMatchObject({
      code: 'USAGE',
      message: 'no feature set "genre".',
      hint: `Did you mean "genres"? There are: ${featureSetNames.join(', ')}.`,
    });
  });

  test('the list says what each set is, and of what was made how many films have it', async () => {
    const before = await featureSets({ workspace });
    expect(before.dataset).toBe('set');
    expect(before.sets.map(({ name }) => name)).toEqual(featureSetNames);
    expect(before.sets[0]).not.toHaveProperty('films');
    await made({ sets: ['genres'] });
    const { sets } = await featureSets({ workspace });
    expect(sets[0]).toMatchObject({ name: 'genres', films: 40, features: 4 });
    expect(sets[1]).not.toHaveProperty('films');
  });
});

test('of films of which nothing is known there are no sets, vectors of zeros, and it says so', async () => {
  const { ratings } = filmTables();
  await writeInterim(workspace, 'set', { ratings: ratings! });
  const result = await made();
  expect(result).toMatchObject({ known: 0, sets: [] });
  const { sets, vectors } = await requireFeatures({ workspace }, context);
  expect(sets).toEqual([]);
  expect(new Set(vectors.values)).toEqual(new Set([0]));
  const call = { workspace, dataset: undefined, force: undefined, operands: [], options: {} } as const;
  expect(featuresCommand.show(result, call)).toContain('Nothing is known of these 40 films');
});

test('the list can be had without a data set', async () => {
  const list = await featureSets({ workspace });
  expect(list.dataset).toBeNull();
  expect(list.sets).toHaveLength(featureSetNames.length);
});

test.skipIf(!hasRealData)(
  `MovieLens’ films have the genres, tags and years that its files say${hasRealData ? '' : `; skipped: ${withoutRealData}`}`,
  async () => {
    await ingest({ workspace, from: movieLens }, context);
    const { sets, films } = await made();
    expect(films).toBe(9742);
    expect(sets.map(({ name }) => name)).toEqual(['genres', 'years', 'titles', 'tags']);
    const found = await requireFeatures({ workspace }, context);
    const of = (name: string, film: number): string[] => {
      const { features: names, rows } = found.sets.find((set) => set.name === name)!;
      return [...rows.indexes.subarray(rows.starts[film], rows.starts[film + 1])].map((at) => names[at]);
    };
    // Toy Story (1995), the first in movies.csv: Adventure|Animation|Children|Comedy|Fantasy, tagged pixar and fun.
    const genres = ['Adventure', 'Animation', 'Children', 'Comedy', 'Fantasy'].map((genre) => `of the genre ${genre}`);
    expect(of('genres', 0)).toEqual(genres);
    expect(of('years', 0)).toEqual(['from around the 1990s', 'from around the 2000s']);
    expect(of('tags', 0).sort()).toEqual(['tagged "fun"', 'tagged "pixar"']);
  },
);

import { describe, expect, test } from 'vitest';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext } from '../../src/context.ts';
import type { FeatureSet } from '../../src/dataset/film-features.ts';
import { loadCatalog } from '../../src/dataset/load-dataset.ts';
import { featureSets } from '../../src/features/registry.ts';
import { requireProcessed } from '../../src/stages/processed.ts';
import { requireFeatures } from '../../src/stages/require-features.ts';
import { filmTables } from '../fixtures/films.ts';
import { temporaryFolder, writeInterim } from '../fixtures/workspace.ts';

const context = createContext({ threads: 2 });
const workspace = new Workspace(await temporaryFolder());
await writeInterim(workspace, 'set', filmTables());
const { sets } = await requireFeatures({ workspace }, context);
const { ids } = await loadCatalog((await requireProcessed({ workspace }, context)).folder, context);

const setOf = (name: string): FeatureSet => sets.find((set) => set.name === name)!;

/** What a film has of a set. */
function featuresOf(name: string, film: string): Record<string, number> {
  const { features, rows } = setOf(name);
  const at = ids.indexOf(film);
  const places = Array.from({ length: rows.starts[at + 1] - rows.starts[at] }, (_, place) => rows.starts[at] + place);
  return Object.fromEntries(places.map((place) => [features[rows.indexes[place]], rows.values[place]]));
}

test('every set is made where its tables are', () => {
  expect(sets.map(({ name }) => name)).toEqual(featureSets.map(({ name }) => name));
});

describe.each(featureSets)('$name', ({ name, summary, weight, tables }) => {
  test('knows no ratings', () => {
    for (const table of ['ratings', 'events', 'users']) expect(tables).not.toContain(table);
  });

  test('has a sentence, a weight, and phrases that differ', () => {
    expect(summary).toMatch(/^[A-Z].*\.$/);
    expect(weight).toBeGreaterThan(0);
    expect(new Set(setOf(name).features).size).toBe(setOf(name).features.length);
  });

  test('its rows have length 1 or are empty, ascend, and use every feature', () => {
    const { features, rows } = setOf(name);
    const { starts, indexes, values } = rows;
    expect(starts).toHaveLength(ids.size + 1);
    for (let film = 0; film < ids.size; film++) {
      const own = [...indexes.subarray(starts[film], starts[film + 1])];
      expect(own).toEqual([...new Set(own)].sort((a, b) => a - b));
      if (own.length > 0) expect(Math.hypot(...values.subarray(starts[film], starts[film + 1]))).toBeCloseTo(1, 5);
    }
    expect(new Set(indexes).size).toBe(features.length);
    for (const value of values) expect(value).toBeGreaterThan(0);
  });

  test('of a film without anything it knows nothing', () => {
    expect(featuresOf(name, 'never')).toEqual({});
  });
});

describe('what the sets say', () => {
  test('genres of the catalog and of others together in one spelling, the rarer one more', () => {
    const found = featuresOf('genres', 'i1');
    expect(Object.keys(found)).toEqual(['of the genre Drama', 'of the genre Family']);
    expect(found['of the genre Drama']).toBeGreaterThan(found['of the genre Family']);
    expect(Object.keys(featuresOf('genres', 'i4'))).toEqual(['of the genre Comedy', 'of the genre Sci-Fi']);
  });

  test('directors count more than writers, and a name that one film has connects nothing', () => {
    const found = featuresOf('people', 'i6');
    expect(Object.keys(found).sort()).toEqual(['directed by Bob', 'with Carl', 'with Star 3', 'written by Writer 1']);
    const bob = featuresOf('people', 'i7');
    expect(Object.keys(bob)).toContain('directed by Ann');
  });

  test('who is in half of the films counts more than who is in all, and less billing less', () => {
    const found = featuresOf('people', 'i6');
    expect(found['directed by Bob']).toBeGreaterThan(found['with Carl']);
  });

  test('neighboring decades share: 1969 is nearly as much of the 1970s as of the 1960s, 1965 of the 1960s alone', () => {
    const ofLate = featuresOf('years', 'i9');
    expect(ofLate['from around the 1960s'] / ofLate['from around the 1970s']).toBeCloseTo(0.55 / 0.45, 4);
    expect(featuresOf('years', 'i5')['from around the 1960s']).toBeGreaterThan(0.99);
  });

  test('lengths overlap, and the outermost are open', () => {
    expect(featuresOf('runtime', 'i0')).toEqual({ 'under 80 minutes long': 1 });
    expect(featuresOf('runtime', 'i4')).toEqual({ 'of about an hour and a half': 1 });
    const between = featuresOf('runtime', 'i2');
    expect(between['under 80 minutes long']).toBeCloseTo(Math.SQRT1_2, 5);
    expect(featuresOf('runtime', 'i39')).toEqual({ 'of three hours or more': 1 });
  });

  test('languages have their names', () => {
    expect(Object.keys(featuresOf('language', 'i0'))).toEqual(['in French']);
    expect(Object.keys(featuresOf('language', 'i1'))).toEqual(['in English']);
  });

  test('IMDb’s figures are in grades', () => {
    expect(Object.keys(featuresOf('votes', 'i0'))).toEqual([
      'rated about 6 on IMDb',
      'with about a hundred votes on IMDb',
    ]);
  });

  test('spellings of a tag are one, by the commonest; what one film has is no feature', () => {
    expect(Object.keys(featuresOf('tags', 'i4'))).toEqual(['tagged "sci fi"']);
    expect(Object.keys(featuresOf('tags', 'i5'))).toEqual(['tagged "наука"']);
  });

  test('plots speak of stems by their commonest word, in any script', () => {
    expect(Object.keys(featuresOf('plots', 'i1')).sort()).toEqual(
      Object.keys(featuresOf('plots', 'i0'))
        .filter((phrase) => !phrase.includes('sea'))
        .sort(),
    );
    expect(Object.keys(featuresOf('plots', 'i0'))).toContain('whose plot speaks of "sea"');
  });

  test('the genome says what stands out from the mean of a tag', () => {
    expect(featuresOf('genome', 'i0')).toEqual({ 'that the tag genome calls "dystopia"': 1 });
    expect(featuresOf('genome', 'i1')).toEqual({});
  });

  test('titles of a series have its name in common; a title of its own is no feature', () => {
    expect(featuresOf('titles', 'i2')).toEqual({ 'with "Saga" in the title': 1 });
    expect(featuresOf('titles', 'i3')).toEqual({ 'with "Saga" in the title': 1 });
    expect(featuresOf('titles', 'i4')).toEqual({});
  });

  test('keywords are in lower case', () => {
    expect(featuresOf('keywords', 'i3')).toEqual({ 'about time travel': 1 });
  });
});

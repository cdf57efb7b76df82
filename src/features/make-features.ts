import type { Context } from '../context.ts';
import type { FeatureSet, FilmFeatures } from '../dataset/film-features.ts';
import type { FeatureMaker } from './feature-set.ts';
import type { FilmTables } from './film-tables.ts';
import { latentVectors } from './latent-vectors.ts';

/** What came of one set. */
export interface FeatureSetMade {
  readonly name: string;
  readonly weight: number;
  /** How many films have any of its features, how many features there are, and how many in all films together. */
  readonly films: number;
  readonly features: number;
  readonly entries: number;
  readonly seconds: number;
}

export interface FeaturesMade {
  readonly features: FilmFeatures;
  readonly sets: readonly FeatureSetMade[];
  /** Of how many films anything is known. */
  readonly known: number;
  /** What the vectors took. */
  readonly seconds: number;
}

/** Makes the sets one after another, leaving out those of which no film has anything, and the vectors of all together. */
export async function makeFeatures(
  makers: readonly FeatureMaker[],
  films: FilmTables,
  dimensions: number,
  context: Context,
): Promise<FeaturesMade> {
  const made: FeatureSet[] = [];
  const sets: FeatureSetMade[] = [];
  for (const [done, { name, weight, make }] of makers.entries()) {
    context.progress(done, makers.length, 'feature sets');
    const { result, seconds } = await timed(() => make(films, context));
    const { features, rows } = result;
    if (rows.indexes.length === 0) continue;
    made.push({ name, weight, features, rows });
    const counts = { films: filmsOf([result], films.size), features: features.length, entries: rows.indexes.length };
    sets.push({ name, weight, ...counts, seconds });
  }
  const { result: vectors, seconds } = await timed(() => latentVectors(made, films.size, dimensions, context));
  return { features: { sets: made, vectors }, sets, known: filmsOf(made, films.size), seconds };
}

/** How many films have anything in any of the sets. */
function filmsOf(sets: readonly Pick<FeatureSet, 'rows'>[], films: number): number {
  let count = 0;
  for (let film = 0; film < films; film++) {
    if (sets.some(({ rows: { starts } }) => starts[film + 1] > starts[film])) count++;
  }
  return count;
}

async function timed<T>(work: () => Promise<T>): Promise<{ result: T; seconds: number }> {
  const started = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - started) / 1000 };
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Workspace } from '../../../src/artifacts/workspace.ts';
import { createContext } from '../../../src/context.ts';
import { clean } from '../../../src/stages/clean.ts';
import { retrain } from '../../../src/stages/retrain.ts';
import { train } from '../../../src/stages/train.ts';
import { hasRealData, movieLens, withoutRealData } from '../../fixtures/movielens.ts';
import { rateInService, type Given } from '../../fixtures/retraining.ts';
import { temporaryFolder, writeInterim, type Cell } from '../../fixtures/workspace.ts';

const root = await temporaryFolder();
const context = createContext({ threads: 2 });

/** People of MovieLens' small set: two thirds are the data set, the others come to the service. */
function realPeople(): { own: Given[]; others: Given[] } {
  const lines = readFileSync(`${movieLens}ratings.csv`, 'utf8').trim().split(/\r?\n/).slice(1);
  const rows = lines.map((line): Given => {
    const [person, film, rating] = line.split(',');
    return { person, film, rating: Number(rating) };
  });
  const isOther = ({ person }: Given): boolean => Number(person) % 3 === 0;
  return { own: rows.filter((row) => !isOther(row)), others: rows.filter(isOther) };
}

/** A workspace with the data set and a model of it, and a service in which these ratings were given. */
async function service(name: string, model: string, given: (films: readonly string[]) => readonly Given[]) {
  const workspace = new Workspace(join(root, name));
  const { own } = realPeople();
  const ratings = new Map<string, number>();
  for (const { film } of own) ratings.set(film, (ratings.get(film) ?? 0) + 1);
  const films = [...ratings.keys()];
  await writeInterim(workspace, 'set', {
    ratings: own.map(({ person, film, rating }): Cell[] => [person, film, rating, 1e9]),
    movies: films.map((film) => [film, `Film ${film} (1999)`, null, []]),
  });
  // Films that few have rated are left out, for speed.
  await clean({ workspace, minMovieRatings: 10 }, context);
  await train({ workspace, model }, context);
  await rateInService(workspace, 'set', given(films.filter((film) => ratings.get(film)! >= 10)));
  return workspace;
}

describe.skipIf(!hasRealData)(`on real people (else: ${withoutRealData})`, () => {
  test.each(['ials', 'svd'])('honest ratings of two hundred more are taken, and %s is better for it', async (model) => {
    const workspace = await service(`honest ${model}`, model, () => realPeople().others);
    const { outcome, check } = await retrain({ workspace, model }, context);
    expect(outcome).toBe('swapped');
    const { low, high } = check!.all.difference;
    if (model === 'ials') expect(low).toBeGreaterThan(0);
    else expect(high).toBeLessThan(0); // of errors
  });
});

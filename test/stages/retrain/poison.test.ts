import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { Workspace } from '../../../src/artifacts/workspace.ts';
import { createContext } from '../../../src/context.ts';
import { sequence } from '../../../src/random.ts';
import { clean } from '../../../src/stages/clean.ts';
import { requireProcessed } from '../../../src/stages/processed.ts';
import { retrain } from '../../../src/stages/retrain.ts';
import { modelInService } from '../../../src/stages/retrain/model-in-service.ts';
import { readRetrainings } from '../../../src/stages/retrain/retraining-log.ts';
import { train } from '../../../src/stages/train.ts';
import { hasRealData, movieLens, withoutRealData } from '../../fixtures/movielens.ts';
import { inStore, rateInService, type Given } from '../../fixtures/retraining.ts';
import { temporaryFolder, writeInterim, type Cell } from '../../fixtures/workspace.ts';

const root = await temporaryFolder();
const context = createContext({ threads: 2 });

describe.skipIf(!hasRealData)(
  `people of MovieLens, two thirds the data set and the others visitors (else: ${withoutRealData})`,
  () => {
    let workspace: Workspace;
    let visitors: readonly Given[];
    /** Those of the data set, the most rated first. */
    let films: readonly string[];
    let count = 0;

    beforeEach(async () => {
      workspace = new Workspace(join(root, String(++count)));
      const lines = readFileSync(`${movieLens}ratings.csv`, 'utf8').trim().split(/\r?\n/).slice(1);
      const rows = lines.map((line): Given => {
        const [person, film, rating] = line.split(',');
        return { person, film, rating: Number(rating) };
      });
      const own = rows.filter(({ person }) => Number(person) % 3 !== 0);
      const ratings = new Map<string, number>();
      for (const { film } of own) ratings.set(film, (ratings.get(film) ?? 0) + 1);
      // Films that few have rated are left out, for speed.
      films = [...ratings.keys()].filter((film) => ratings.get(film)! >= 20);
      films = films.toSorted((a, b) => ratings.get(b)! - ratings.get(a)!);
      visitors = rows.filter(({ person, film }) => Number(person) % 3 === 0 && films.includes(film));
      await writeInterim(workspace, 'set', {
        ratings: own.map(({ person, film, rating }): Cell[] => [person, film, rating, 1e9]),
        movies: [...ratings.keys()].map((film) => [film, `Film ${film} (1999)`, null, []]),
      });
      await clean({ workspace, minMovieRatings: 20 }, context);
    });
    const again = (model: string) => retrain({ workspace, model }, context);
    const inService = async (model: string) =>
      modelInService(workspace, await requireProcessed({ workspace }, context), model);

    test('honest ratings are taken, shilling is rolled back, and without the shills honest ones are taken again', async () => {
      await train({ workspace, model: 'ease' }, context);
      const isEarly = ({ person }: Given): boolean => Number(person) % 2 === 0;
      await rateInService(workspace, 'set', visitors.filter(isEarly));
      expect(await again('ease')).toMatchObject({ outcome: 'swapped', version: 1 });

      // Each loves much of what everybody loves, so as to be like everybody; and all of them love ten obscure films.
      const random = sequence(1, 'shills');
      const popular = films.slice(0, 200).map((film) => ({ film, place: 0 }));
      const shills = Array.from({ length: 600 }, (_, shill) => {
        const drawn = popular.map(({ film }) => ({ film, place: random() })).sort((a, b) => a.place - b.place);
        const loved = [...drawn.slice(0, 20).map(({ film }) => film), ...films.slice(-10)];
        return loved.map((film): Given => ({ person: `shill${shill}`, film, rating: 5 }));
      });
      await rateInService(workspace, 'set', shills.flat());
      const { outcome, version, why, check } = await again('ease');
      expect({ outcome, version }).toEqual({ outcome: 'rolled back', version: 1 });
      const { all, dataset } = check!;
      // They are so many that the figure over all people is higher, by far; it is the data set's people who pay.
      expect(all.difference.low).toBeGreaterThan(0);
      expect(dataset!.difference.high).toBeLessThan(-0.02 * dataset!.before);
      const figures = `NDCG@10 ${dataset!.after.toFixed(4)} against ${dataset!.before.toFixed(4)} on held-out ratings`;
      expect(why).toContain(`It is worse for the people of the data set, beyond chance: ${figures}`);
      expect(await inService('ease')).toMatchObject({ version: 1 });
      expect((await readRetrainings(workspace, 'set'))[0]).toMatchObject({ outcome, version, why, ...check!.ndcg });
      expect(await again('ease')).toMatchObject({
        ...{ outcome: 'unchanged', version: 1 },
        why: 'Nothing is new since the last attempt, which was rolled back.',
      });

      await inStore(workspace, 'set', (store) =>
        Promise.all(shills.map(([{ person }]) => store.removePerson(person))).then(() => undefined),
      );
      await rateInService(
        workspace,
        'set',
        visitors.filter((one) => !isEarly(one)),
      );
      expect(await again('ease')).toMatchObject({ outcome: 'swapped', version: 2, ownRatings: visitors.length });
      expect(await inService('ease')).toMatchObject({ version: 2 });
    });

    test('of a model that predicts ratings, honest ones make the error smaller, and ratings at random are rolled back', async () => {
      await train({ workspace, model: 'svd' }, context);
      await rateInService(workspace, 'set', visitors);
      const honest = await again('svd');
      expect(honest).toMatchObject({ outcome: 'swapped', version: 1, check: { figure: 'rmse' } });
      expect(honest.check!.all.difference.high).toBeLessThan(0);

      const random = sequence(1, 'random');
      const ratings = Array.from({ length: 300 * 60 }, (_, at): Given => {
        const film = films[Math.floor(random() * films.length)];
        return { person: `random${at % 300}`, film, rating: 0.5 * (1 + Math.floor(10 * random())) };
      });
      await rateInService(workspace, 'set', ratings);
      const { outcome, version, why, check } = await again('svd');
      expect({ outcome, version }).toEqual({ outcome: 'rolled back', version: 1 });
      expect(why).toMatch(/^It is worse.*: RMSE/);
      expect(check!.dataset!.difference.low).toBeGreaterThan(0.005 * check!.dataset!.before);
    });
  },
);

import { describe, expect, test } from 'vitest';
import { parseSettings } from '../../src/cli/parse-settings.ts';
import { createContext } from '../../src/context.ts';
import { Ratings } from '../../src/dataset/ratings.ts';
import type { Contribution } from '../../src/models/contract/define-model.ts';
import { fitModel } from '../../src/models/contract/fit-model.ts';
import type { Model } from '../../src/models/contract/model.ts';
import { resolve, type Parameters, type Values } from '../../src/models/contract/parameters.ts';
import { cellOf, filmBand, personBand } from '../../src/models/hybrid/cells.ts';
import { membersUnder, type HybridParameters } from '../../src/models/hybrid/members-under.ts';
import { definitionOf } from '../../src/models/registry.ts';
import { twoTastes } from '../fixtures/ratings.ts';

const context = createContext({ threads: 1 });
const ratings = twoTastes();
const fit = (name: string, options: Partial<Values<Parameters>> = {}, on = ratings): Promise<Model> =>
  fitModel(definitionOf(name), on, options, context);
const everything = [...ratings.items.names.keys()];

describe('a hybrid that predicts ratings', async () => {
  const parts = ['svd', 'item-knn', 'content'];
  const hybrid = await fit('hybrid', { parts: parts.join(','), 'svd.factors': 4 });

  test('holds its parts as they come of all training ratings, under their names', async () => {
    const alone = await fit('svd', { factors: 4 });
    expect(hybrid.state['svd.itemVectors']).toEqual(alone.state['itemVectors']);
    expect(hybrid.state['svd.factors']).toBe(4);
    expect(hybrid.state['parts']).toEqual(['bias', ...parts]);
  });

  test('scores a film by the baseline and what each part adds to it, by the weights of person and film', async () => {
    const members = await Promise.all([fit('bias'), fit('svd', { factors: 4 }), fit('item-knn'), fit('content')]);
    const weights = hybrid.state['weights'] as Float64Array;
    for (const user of [0, 7, 31]) {
      const [baseline, ...others] = members.map((member) => member.scoreAll(member.user(user)));
      const scores = hybrid.scoreAll(hybrid.user(user));
      const known = hybrid.user(user).history.items.length;
      for (const item of everything.filter((one) => hybrid.seen.counts[one] > 0)) {
        const cell = cellOf(personBand(known), filmBand(hybrid.seen.counts[item], false));
        const own = weights.subarray(4 * cell, 4 * cell + 4);
        const added = others.map((all, part) =>
          Number.isNaN(all[item]) ? 0 : own[1 + part] * (all[item] - baseline[item]),
        );
        const expected = added.reduce((sum, value) => sum + value, baseline[item] + own[0]);
        expect(scores[item]).toBeCloseTo(expected, 5);
      }
    }
  });

  test('gives as reasons what each part adds, with the reasons of the part inside, which add up to that', () => {
    const sum = (reasons: readonly Contribution[]): number => reasons.reduce((all, { amount }) => all + amount, 0);
    for (const item of everything) {
      const { contributions } = hybrid.explain(hybrid.user(3), item);
      const shown = contributions.flatMap((reason) => (reason.because === 'part' ? [reason] : []));
      expect(shown.length).toBeGreaterThan(0);
      for (const { part, reasons, amount } of shown) {
        expect(parts).toContain(part);
        expect(sum(reasons!)).toBeCloseTo(amount, 4);
      }
    }
  });

  test('learns no weight from ratings of which there are none: with a single rating all parts count the same', async () => {
    const one = ratings.filter((at) => at === 0);
    const { state } = await fit('hybrid', { parts: 'svd,item-knn' }, one);
    expect(Array.from((state['weights'] as Float64Array).subarray(0, 3))).toEqual([0, 0.5, 0.5]);
  });
});

test('to rank, no part counts against what it recommends, and films for which good ones speak come first', async () => {
  const hybrid = await fit('hybrid', { objective: 'ranking', parts: 'ease,ials,content' });
  const weights = hybrid.state['weights'] as Float64Array;
  expect(weights.every((weight) => weight >= 0)).toBe(true);
  expect(hybrid.feedback).toBe('implicit');
});

test('of whom nothing is known gets what most people rate', async () => {
  const [hybrid, popular] = [await fit('hybrid', { objective: 'ranking' }), await fit('popularity')];
  const lists = [hybrid, popular].map((model) => model.recommend(model.user(-1), 10).map(({ item }) => item));
  expect(lists[0]).toEqual(lists[1]);
});

describe('parts', () => {
  test.each([
    [{ parts: 'svd,ease' }, 'WRONG_MODEL', 'ease only ranks'],
    [{ parts: 'svd,hybrid' }, 'OPTION_RANGE', 'parts is svd,hybrid'],
    [{ parts: 'svd,svd' }, 'OPTION_RANGE', 'parts is svd,svd'],
    [{ parts: '' }, 'OPTION_RANGE', 'parts is'],
    [{ parts: 'svd', 'item-knn.neighbors': 5 }, 'UNKNOWN_OPTION', 'no parameter "item-knn.neighbors"'],
    [{ parts: 'svd', 'svd.faktors': 5 }, 'UNKNOWN_OPTION', 'hybrid: svd has no parameter "faktors"'],
    [{ parts: 'svd', 'svd.factors': -5 }, 'OPTION_RANGE', 'hybrid: svd: factors is -5'],
  ])('%j is refused', async (options, code, message) => {
    await expect(fit('hybrid', options)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message) as string,
    });
  });

  test('that go by features are left out by themselves where there are none, and refused where they are named', async () => {
    const plain = new Ratings(ratings.users, ratings.items, ratings.columns, ratings.meta);
    const { state } = await fit('hybrid', {}, plain);
    expect(state['parts']).not.toContain('content');
    await expect(fit('hybrid', { parts: 'svd,content' }, plain)).rejects.toMatchObject({ code: 'MISSING_FEATURES' });
  });

  test('that a large catalog leaves no memory for are left out by themselves', () => {
    const parameters = resolve(definitionOf('hybrid'), { objective: 'ranking' }) as HybridParameters;
    const names = (items: number): string[] =>
      membersUnder(parameters, { users: 1000, items, ratings: 1e6 }).map(({ definition }) => definition.name);
    expect(names(5000)).toContain('slim');
    expect(names(60_000)).toEqual(names(5000).filter((name) => name !== 'slim'));
  });

  test('are set from the command line by their names, in any order', () => {
    const settings = parseSettings(['svd.factors=7', 'parts=svd,content', 'heldOut=0.1'], ['hybrid']);
    expect(settings).toEqual({ hybrid: { parts: 'svd,content', heldOut: 0.1, 'svd.factors': 7 } });
    expect(resolve(definitionOf('hybrid'), settings['hybrid'])).toMatchObject({ 'svd.factors': 7, heldOut: 0.1 });
    expect(parseSettings(['svd.factors=7', 'hybrid.svdpp.factors=8'], ['hybrid', 'svd'])).toEqual({
      svd: { factors: 7 },
      hybrid: { 'svdpp.factors': 8 },
    });
  });
});

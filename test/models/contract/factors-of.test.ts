import { describe, expect, test } from 'vitest';
import { createContext } from '../../../src/context.ts';
import { factorsOf } from '../../../src/models/contract/factors-of.ts';
import { needsOf } from '../../../src/models/contract/define-model.ts';
import { resolve } from '../../../src/models/contract/parameters.ts';
import { definitionOf, fit, modelNames } from '../../../src/models/registry.ts';
import { twoTastes } from '../../fixtures/ratings.ts';

const ratings = twoTastes();
const context = createContext({ threads: 2 });
const withFactors = [
  ...([
    'als',
    'bpr',
    'fm',
    'ials',
    'lightfm',
    'logistic-mf',
    'mult-vae',
    'nmf',
    'pure-svd',
    'svd',
    'svdpp',
    'warp',
  ] as const),
];
const others = modelNames.filter((name) => {
  const definition = definitionOf(name);
  const isFed = !needsOf(definition, resolve(definition, {})).includes('features');
  return isFed && !withFactors.some((known) => known === name);
});

describe('factorsOf', () => {
  test.each(withFactors)('%s: the score is the product of the two vectors', async (name) => {
    const model = await fit(name, ratings, {}, context);
    const { width, ofUser, ofItem } = factorsOf(model)!;
    for (const user of [0, 7, 31]) {
      const own = ofUser(user);
      expect(own).toHaveLength(width);
      const scores = model.scoreAll(model.user(user));
      for (const item of [0, 3, 11]) {
        if (Number.isNaN(scores[item])) continue;
        const product = ofItem(item).reduce((sum, factor, at) => sum + factor * own[at], 0);
        expect(Math.abs(product - scores[item])).toBeLessThan(1e-4 * Math.max(1, Math.abs(scores[item])));
      }
    }
  });

  test.each(others)('%s has none', async (name) => {
    expect(factorsOf(await fit(name, ratings, {}, context))).toBeUndefined();
  });
});

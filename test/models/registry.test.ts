import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { Ratings } from '../../src/dataset/ratings.ts';
import { defineModel } from '../../src/models/contract/define-model.ts';
import { fitModel } from '../../src/models/contract/fit-model.ts';
import { choice, integer } from '../../src/models/contract/parameters.ts';
import { popularity } from '../../src/models/popularity.ts';
import { definitionOf, fit, modelNames, type ModelOptions } from '../../src/models/registry.ts';
import { twoTastes } from '../fixtures/ratings.ts';

const ratings = twoTastes();
const context = createContext();

// `tsc` fails on an @ts-expect-error that expects nothing, so each is a check that the compiler makes.
test('a wrong name, option, type or choice neither compiles nor runs', async () => {
  const refused = (code: string) => expect.objectContaining({ code }) as Error;
  // @ts-expect-error there is no such model
  expect(() => fit('sdv', ratings, {}, context)).toThrow(refused('UNKNOWN_MODEL'));
  // @ts-expect-error damping belongs to other models
  await expect(fit('popularity', ratings, { damping: 5 }, context)).rejects.toEqual(refused('UNKNOWN_OPTION'));
  // @ts-expect-error a number is asked for
  await expect(fit('svd', ratings, { factors: '50' }, context)).rejects.toEqual(refused('OPTION_RANGE'));
  // @ts-expect-error not among the choices
  await expect(fit('svd', ratings, { users: 'guessed' }, context)).rejects.toEqual(refused('OPTION_RANGE'));
  await expect(fit('svd', ratings, { factors: 1.5 }, context)).rejects.toEqual(refused('OPTION_RANGE'));
});

test('right options compile and are kept with the defaults of the others', async () => {
  const options: ModelOptions<'svd'> = { factors: 3, epochs: 1, users: 'learned' };
  const { parameters } = await fit('svd', ratings, options, context);
  expect(parameters).toMatchObject({ ...options, regularization: 0.05 });
});

test('parameters, state and users are inferred from a definition', () => {
  defineModel({
    name: 'inferred',
    summary: 'A check that the compiler makes.',
    choose: 'In this test.',
    reference: 'none',
    feedback: 'explicit',
    parameters: {
      most: integer({ default: 1, min: 1, max: 2, about: 'a number' }),
      kind: choice({ default: 'a', among: ['a', 'b'], about: 'a choice' }),
    },
    memory({ items }, { most }) {
      return most * items;
    },
    fit(_, { most, kind }) {
      const number: number = most;
      const letter: 'a' | 'b' = kind;
      return { mean: number + letter.length, offsets: new Float32Array(1) };
    },
    prepare({ offsets }) {
      return { length: offsets.length };
    },
    foldIn({ mean }, { items }) {
      return { offset: mean + items.length };
    },
    score({ mean, length }, { offset, history }, scores) {
      scores[0] = mean + length + offset + history.items.length;
    },
    explain(state, user) {
      // @ts-expect-error the state has no such part
      void state.factors;
      // @ts-expect-error nor has the user
      void user.vector;
      return [];
    },
  });
  // @ts-expect-error the default is not among the choices
  choice({ default: 'c', among: ['a', 'b'], about: 'a choice' });
});

test('a fit that diverged is refused by the name of what is not finite', async () => {
  const counts = Float32Array.of(3, NaN);
  const diverged = defineModel({ ...popularity, name: 'diverged', fit: () => ({ counts }) });
  await expect(fitModel(diverged, ratings, {}, context)).rejects.toMatchObject({
    code: 'NOT_FINITE',
    message: expect.stringContaining('diverged: counts[1] is NaN') as string,
  });
});

test('a model that needs times says so before it fits', async () => {
  const timed = defineModel({ ...popularity, name: 'timed', needs: ['times'] });
  const { user, item, value } = ratings.columns;
  const timeless = new Ratings(ratings.users, ratings.items, { user, item, value }, ratings.meta);
  await expect(fitModel(timed, timeless, {}, context)).rejects.toMatchObject({ code: 'MISSING_TIMES' });
  expect((await fitModel(timed, ratings, {}, context)).definition.name).toBe('timed');
});

test.each(['sdv', 'toString', '', 'SVD', 'itemKnn'])('“%s” is no model, and the hint lists those there are', (name) => {
  expect(() => definitionOf(name)).toThrow(
    expect.objectContaining({ code: 'UNKNOWN_MODEL', hint: `There are: ${modelNames.join(', ')}.` }) as Error,
  );
});

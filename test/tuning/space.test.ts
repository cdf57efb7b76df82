import { describe, expect, test } from 'vitest';
import type { Definition } from '../../src/models/contract/define-model.ts';
import { choice, flag, integer, real, resolve } from '../../src/models/contract/parameters.ts';
import { definitionOf, modelNames } from '../../src/models/registry.ts';
import { requireEpochs } from '../../src/tuning/require-epochs.ts';
import { spaceOf, type Space } from '../../src/tuning/space.ts';

const definition = {
  name: 'm',
  parameters: {
    rate: real({ default: 0.01, min: 0, max: 1, scale: 'log', search: [0.001, 0.1], about: '' }),
    factors: integer({ default: 50, min: 1, max: 500, about: '' }),
    objective: choice({ default: 'rating', among: ['rating', 'ranking', 'both'], search: false, about: '' }),
    lists: integer({ default: 5, min: 1, max: 9, onlyWith: { objective: 'ranking' }, about: '' }),
    likeness: choice({ default: 'a', among: ['a', 'b', 'c'], search: ['a', 'b'], about: '' }),
    biased: flag({ default: true, search: false, about: '' }),
  },
} as unknown as Definition;

const names = (space: Space): string[] => space.map(({ name }) => name);
const only = (space: Space, wanted: string) => space.find(({ name }) => name === wanted)?.parameter;

test('what a model says is worth searching is searched, in its order and in its ranges', () => {
  const space = spaceOf(definition, {});
  expect(names(space)).toEqual(['rate', 'factors', 'likeness']);
  expect(only(space, 'rate')).toMatchObject({ min: 0.001, max: 0.1 });
  expect(only(space, 'factors')).toMatchObject({ min: 1, max: 500 });
  expect(only(space, 'likeness')).toMatchObject({ among: ['a', 'b'] });
});

test('a parameter that is set is not searched', () => {
  expect(names(spaceOf(definition, { fixed: { rate: 0.5 } }))).toEqual(['factors', 'likeness']);
});

test('what has an effect only with another choice is searched only beside it', () => {
  expect(names(spaceOf(definition, { fixed: { objective: 'ranking' } }))).toContain('lists');
  expect(names(spaceOf(definition, { fixed: { objective: 'both' } }))).not.toContain('lists');
  expect(names(spaceOf(definition, { ranges: { objective: 'rating,ranking' } }))).toContain('lists');
  expect(names(spaceOf(definition, { ranges: { lists: '1..3' } }))).toContain('lists');
});

test('a range that is asked for takes the place of the model’s, or adds a parameter', () => {
  const ranges = { rate: '0.2 .. 0.4', objective: 'rating, both', biased: 'true,false', likeness: 'b,c' };
  const space = spaceOf(definition, { ranges });
  expect(only(space, 'rate')).toMatchObject({ min: 0.2, max: 0.4, scale: 'log' });
  expect(only(space, 'objective')).toMatchObject({ among: ['rating', 'both'] });
  expect(only(space, 'biased')).toMatchObject({ kind: 'flag' });
  expect(only(space, 'likeness')).toMatchObject({ among: ['b', 'c'] });
});

describe('refused', () => {
  test.each([
    ['a parameter there is not', { ranges: { rated: '1..2' } }, 'UNKNOWN_OPTION', /no parameter "rated"/],
    ['a name that every object has', { ranges: { constructor: '1..2' } }, 'UNKNOWN_OPTION', /no parameter/],
    ['a range beyond what the model takes', { ranges: { factors: '16..1000' } }, 'OPTION_RANGE', /factors is 1000/],
    ['half an integer', { ranges: { factors: '1.5..3' } }, 'OPTION_RANGE', /factors is 1\.5/],
    ['a choice there is not', { ranges: { likeness: 'a,z' } }, 'OPTION_RANGE', /likeness is z/],
    ['no number', { ranges: { rate: 'low..high' } }, 'OPTION_RANGE', /rate is low/],
    ['an open range', { ranges: { rate: '0.1..' } }, 'OPTION_RANGE', /rate is/],
    ['a range turned round', { ranges: { factors: '64..16' } }, 'USAGE', /"64\.\.16"/],
    ['three ends', { ranges: { factors: '1..2..3' } }, 'USAGE', /"1\.\.2\.\.3"/],
    ['a single value', { ranges: { factors: '64' } }, 'USAGE', /"64"/],
    ['a list of numbers', { ranges: { factors: '16,8' } }, 'USAGE', /"16,8" is a list, which is for choices only/],
    ['commas for points', { ranges: { rate: '0,1..0,2' } }, 'USAGE', /"0,1\.\.0,2" is a list/],
    ['a single choice', { ranges: { likeness: 'a' } }, 'USAGE', /"a"/],
    ['a choice given twice', { ranges: { likeness: 'a,a' } }, 'USAGE', /"a,a"/],
    ['set and searched', { fixed: { rate: 0.5 }, ranges: { rate: '0.1..0.2' } }, 'USAGE', /both set and searched/],
    ['a setting out of range', { fixed: { rate: 5 } }, 'OPTION_RANGE', /rate is 5/],
    ['nothing left', { fixed: { rate: 0.5, factors: 5, likeness: 'a' } }, 'USAGE', /no parameter left/],
  ] as const)('%s', (_, options, code, message) => {
    expect(() => spaceOf(definition, options)).toThrow(
      expect.objectContaining({ code, message: expect.stringMatching(message) as string }) as Error,
    );
  });
});

test('who writes a list of numbers is told the range of them', () => {
  expect(() => spaceOf(definition, { ranges: { factors: '16,8' } })).toThrow(
    expect.objectContaining({ hint: 'Write --space factors=8..16' }) as Error,
  );
});

/** All but those that have nothing to be tuned, such as chance. */
const searched = modelNames.filter((name) =>
  Object.values(definitionOf(name).parameters).some(({ search }) => search !== false),
);

test('chance has nothing to be tuned, and says so', () => {
  expect(modelNames.filter((name) => !searched.includes(name))).toEqual(['random']);
  expect(() => spaceOf(definitionOf('random'), {})).toThrow('random has no parameter left to search');
});

describe.each(searched)('the space of %s', (name) => {
  const model = definitionOf(name);

  test('both ends of every range are values that the model takes, and its default lies between them', () => {
    const space = spaceOf(model, {});
    for (const { name: parameter, parameter: range } of space) {
      const ends = 'min' in range ? [range.min, range.max] : range.kind === 'choice' ? range.among : [true];
      for (const end of ends) expect(() => resolve(model, { [parameter]: end })).not.toThrow();
      if (range.kind === 'integer' || range.kind === 'real') {
        expect(range.default, parameter).toBeGreaterThanOrEqual(range.min);
        expect(range.default, parameter).toBeLessThanOrEqual(range.max);
        expect(range.min, parameter).toBeLessThan(range.max);
      }
      if (range.kind === 'choice') expect(range.among).toContain(range.default);
    }
  });

  test('a range that is searched by its logarithm does not begin at 0', () => {
    for (const { name: parameter, parameter: range } of spaceOf(model, {})) {
      if ('scale' in range && range.scale === 'log') expect(range.min, parameter).toBeGreaterThan(0);
    }
  });
});

test('item-knn searches other parameters for ranking than for ratings', () => {
  const itemKnn = definitionOf('item-knn');
  expect(names(spaceOf(itemKnn, { fixed: { objective: 'ranking' } }))).toEqual(['neighbors', 'weights', 'positive']);
  expect(names(spaceOf(itemKnn, {}))).toContain('similarity');
  expect(names(spaceOf(itemKnn, {}))).not.toContain('weights');
});

test('the epochs of a full fit are the fixed ones or the default, and a model without any says so', () => {
  expect(requireEpochs(definitionOf('als'))).toBe(definitionOf('als').parameters.epochs.default);
  expect(requireEpochs(definitionOf('als'), { fixed: { epochs: 7 } })).toBe(7);
  expect(() => requireEpochs(definitionOf('als'), { ranges: { epochs: '5..20' } })).toThrow(
    expect.objectContaining({
      code: 'USAGE',
      message: expect.stringContaining('chooses the epochs') as string,
    }) as Error,
  );
  expect(() => requireEpochs(definitionOf('ease'))).toThrow(
    expect.objectContaining({ code: 'USAGE', message: expect.stringContaining('ease') as string }) as Error,
  );
});

import { expect, test } from 'vitest';
import { resolveSizes, type AskedSizes } from '../../../src/dataset/generator/sizes.ts';

test.each([
  { asked: {}, code: 'USAGE' },
  { asked: { ratings: NaN }, code: 'OPTION_RANGE' },
  { asked: { ratings: 0 }, code: 'OPTION_RANGE' },
  { asked: { ratings: 1.5 }, code: 'OPTION_RANGE' },
  { asked: { ratings: -5 }, code: 'OPTION_RANGE' },
  { asked: { ratings: 2e9 + 1 }, code: 'OPTION_RANGE' },
  { asked: { ratings: 100, films: 0 }, code: 'OPTION_RANGE' },
  { asked: { ratings: 100, users: 0 }, code: 'OPTION_RANGE' },
  { asked: { ratings: 101, users: 10, films: 10 }, code: 'OPTION_RANGE' },
  { asked: { ratings: 100, users: 101 }, code: 'OPTION_RANGE' },
  { asked: { ratings: 100, films: 101 }, code: 'OPTION_RANGE' },
  { asked: { like: 'ml-2m' }, code: 'UNKNOWN_DATASET' },
] satisfies { asked: AskedSizes; code: string }[])(
  '$asked is refused with $code and a next step',
  ({ asked, code }) => {
    const refusal = expect(() => resolveSizes(asked));
    refusal.toThrow(expect.objectContaining({ code, hint: expect.stringMatching(/--\w/) }));
  },
);

test.each([1, 2, 19, 100, 1000, 12_345, 1e6, 25e6, 2e9])('%d ratings alone give sizes that are possible', (ratings) => {
  const { users, films, minimum, ratings: resolved } = resolveSizes({ ratings });
  expect(resolved).toBe(ratings);
  expect(users * films).toBeGreaterThanOrEqual(ratings);
  expect(films).toBeLessThanOrEqual(ratings);
  expect(users * minimum).toBeLessThanOrEqual(ratings);
});

test('a published set is imitated with its published size, or with a part of its people', () => {
  expect(resolveSizes({ like: 'ml-1m' })).toMatchObject({ users: 6040, films: 3706, ratings: 1_000_209, minimum: 20 });
  expect(resolveSizes({ like: 'ml-1m', ratings: 100_000 }).users).toBe(604);
});

import { expect, test } from 'vitest';
import { isHeldOut } from '../../../src/stages/retrain/is-held-out.ts';

const pairs = Array.from({ length: 20_000 }, (_, at): [string, string] => [`p${at % 141}`, String(at)]);

test('a fifth of all ratings is held out, of each person about as much', () => {
  const held = pairs.filter(([person, film]) => isHeldOut(42, person, film));
  // Three standard deviations of a binomial share.
  expect(Math.abs(held.length / pairs.length - 0.2)).toBeLessThan(3 * Math.sqrt((0.2 * 0.8) / pairs.length));
  const byPerson = new Map<string, number>();
  for (const [person] of held) byPerson.set(person, (byPerson.get(person) ?? 0) + 1);
  expect(byPerson.size).toBe(141);
});

test('which they are depends on seed, person and film alone, and on where one ends and the other begins', () => {
  const sides = pairs.map(([person, film]) => isHeldOut(42, person, film));
  expect(pairs.toReversed().map(([person, film]) => isHeldOut(42, person, film))).toEqual(sides.toReversed());
  expect(pairs.map(([person, film]) => isHeldOut(7, person, film))).not.toEqual(sides);
  const agree = pairs.filter(
    ([person, film]) => isHeldOut(42, `${person}1`, film) === isHeldOut(42, person, `1${film}`),
  );
  // Independent sides agree in .2² + .8² = 68 % of all cases.
  expect(agree.length / pairs.length).toBeCloseTo(0.68, 1);
});

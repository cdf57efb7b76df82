import { expect, test } from 'vitest';
import { orderByLikeness } from '../../../src/charts/eda/order-by-likeness.ts';
import { sequence } from '../../../src/random.ts';

const length = (likeness: number[][], order: readonly number[]): number =>
  order.slice(1).reduce((sum, place, at) => sum + likeness[order[at]][place], 0);

function* orders(rest: number[], first: number[] = []): Generator<number[]> {
  if (rest.length === 0) yield first;
  for (const next of rest)
    yield* orders(
      rest.filter((one) => one !== next),
      [...first, next],
    );
}

test('what lies on a line comes out in the order of the line, forward or backward', () => {
  const places = [5, 0, 3, 8, 1, 6, 2, 7, 4];
  const likeness = places.map((a) => places.map((b) => -Math.abs(a - b)));
  const found = orderByLikeness(likeness).map((at) => places[at]);
  expect([found, found.toReversed()]).toContainEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

test('of all orders of six it finds one of nearly the best', () => {
  const random = sequence(3, 'likeness');
  for (let trial = 0; trial < 20; trial++) {
    const likeness = Array.from({ length: 6 }, () => Array.from({ length: 6 }, () => 0));
    for (let a = 0; a < 6; a++) for (let b = 0; b < a; b++) likeness[a][b] = likeness[b][a] = random();
    const best = Math.max(...Array.from(orders([0, 1, 2, 3, 4, 5]), (order) => length(likeness, order)));
    const found = orderByLikeness(likeness);
    expect(found.toSorted()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(length(likeness, found)).toBeGreaterThan(0.9 * best);
  }
});

test('nothing and one thing have an order too', () => {
  expect(orderByLikeness([])).toEqual([]);
  expect(orderByLikeness([[0]])).toEqual([0]);
});

import { expect, test } from 'vitest';
import type { History } from '../../../src/dataset/history.ts';
import { unratedOrder } from '../../../src/models/contract/unrated-order.ts';
import { uniform } from '../../../src/random.ts';

const historyOf = (...items: number[]): History => ({
  items: Int32Array.from(items),
  ratings: new Float32Array(items.length),
});

test('films that nobody rated come first equally often, whichever they are (2,000 people, 20 films)', () => {
  const random = uniform(1, 'histories');
  const first = new Array<number>(20).fill(0);
  for (let person = 0; person < 2000; person++) {
    const order = unratedOrder(historyOf(...[0, 1, 2].map((n) => n * 500 + Math.floor(500 * random(3 * person + n)))));
    const films = [...first.keys()].sort((a, b) => order(a) - order(b));
    first[films[0]]++;
  }
  // Pearson's χ² with 19 degrees of freedom, at .1 %.
  expect(first.reduce((sum, count) => sum + (count - 100) ** 2 / 100, 0)).toBeLessThan(43.8);
});

test('the order goes by the films of the history alone', () => {
  expect(unratedOrder(historyOf(3, 7))(5)).toBe(unratedOrder(historyOf(3, 7))(5));
  expect(unratedOrder(historyOf(3, 8))(5)).not.toBe(unratedOrder(historyOf(3, 7))(5));
});

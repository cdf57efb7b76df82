import { describe, expect, test } from 'vitest';
import type { Background, JudgedList, RankingMetric } from '../../src/metrics/metric.ts';
import { metricOf } from '../../src/metrics/registry.ts';
import { sequence } from '../../src/random.ts';
import { backgroundOf, listFigure, listOf, plain, range, sumOf } from '../fixtures/judged-lists.ts';

const metric = (name: string): RankingMetric => metricOf(name) as RankingMetric;
const of = (name: string, list: JudgedList, k: number, background: Background = plain): number =>
  metric(name).of(list, k, background);
/** A list of which only the films matter. */
const films = (items: readonly number[], history: readonly number[] = []): JudgedList =>
  listOf(
    items.map(() => 0),
    1,
    { items, history },
  );

/** All orders of these. */
const ordersOf = <T>(all: readonly T[]): T[][] =>
  all.length < 2
    ? [[...all]]
    : all.flatMap((one, at) => ordersOf([...all.slice(0, at), ...all.slice(at + 1)]).map((rest) => [one, ...rest]));
/** Wilcoxon's rank sum, as the share of pairs. */
function exactAuc(ranked: readonly number[]): number {
  const places = ranked.flatMap((hit, at) => (hit ? [ranked.length - at] : []));
  const [good, bad] = [places.length, ranked.length - places.length];
  return (sumOf(places) - (good * (good + 1)) / 2) / (good * bad);
}

describe('auc', () => {
  test('is the mean of the exact AUC over all orders of the films that are not listed', () => {
    for (const hits of [[], [1], [0, 1], [1, 0, 0], [0, 0]]) {
      const rest = [1, 1, 0, 0, 0].slice(0, 5 - hits.length).concat(1);
      const orders = ordersOf(rest).map((order) => exactAuc([...hits, ...order]));
      const list = listOf(hits, sumOf(hits) + sumOf(rest), { candidates: hits.length + rest.length });
      expect(of('auc', list, 5)).toBeCloseTo(sumOf(orders) / orders.length, 12);
    }
  });

  test('is the exact AUC where k is the number of candidates or more', () => {
    const random = sequence(5, 'auc');
    for (let round = 0; round < 50; round++) {
      const hits = [1, 0, ...range(0, 10).map(() => Number(random() < 0.4))];
      const list = listOf(hits, sumOf(hits), { candidates: hits.length });
      expect(of('auc', list, 12)).toBeCloseTo(exactAuc(hits), 12);
      expect(of('auc', list, 100)).toBeCloseTo(exactAuc(hits), 12);
    }
  });

  test('is 1/2 for an empty list, 1 for the best and 0 for the worst', () => {
    expect(of('auc', listOf([], 3), 10)).toBe(0.5);
    expect(of('auc', listOf([1, 1, 1], 3), 3)).toBe(1);
    expect(of('auc', listOf([0, 0, 1], 1, { candidates: 3 }), 3)).toBe(0);
  });

  test('has no figure where every candidate is relevant', () => {
    expect(of('auc', listOf([1, 1], 2, { candidates: 2 }), 2)).toBeNaN();
  });

  test('puts a relevant film that no list can hold below all candidates, where all are listed', () => {
    expect(of('auc', listOf([1, 0, 0], 2, { reachable: 1, candidates: 3 }), 3)).toBe(0.5);
  });
});

describe('novelty', () => {
  const background = backgroundOf([64, 32, 1, 0], { people: 64 });

  test('is 0 bits for a film that everybody rated, one more for each halving', () => {
    expect(of('novelty', films([0]), 10, background)).toBe(0);
    expect(of('novelty', films([1]), 10, background)).toBe(1);
    expect(of('novelty', films([2]), 10, background)).toBe(6);
    expect(of('novelty', films([0, 1, 2]), 3, background)).toBeCloseTo(7 / 3, 12);
    expect(of('novelty', films([0, 1, 2]), 2, background)).toBe(0.5);
  });

  test('takes a film that nobody rated as if one person had', () => {
    expect(of('novelty', films([3]), 1, background)).toBe(6);
  });

  test('does not count an empty list', () => {
    expect(of('novelty', films([]), 5, background)).toBeNaN();
    expect(listFigure(metric('novelty'), [films([]), films([1])], 5, background)).toBe(1);
  });
});

describe('diversity', () => {
  const genres = [[0], [0], [1], [0, 1], [], [2]];
  const background = backgroundOf([1, 1, 1, 1, 1, 1], { genres });

  test('is 0 where all films have the same genres, 1 where no two share any', () => {
    expect(of('diversity', films([0, 1]), 5, background)).toBe(0);
    expect(of('diversity', films([0, 2, 5]), 5, background)).toBeCloseTo(1, 12);
  });

  test('is 1 − 1/√2 for a film of one genre beside one of that and another', () => {
    expect(of('diversity', films([0, 3]), 5, background)).toBeCloseTo(1 - Math.SQRT1_2, 12);
  });

  test('leaves out films without genres, and lists with fewer than two others', () => {
    expect(of('diversity', films([0, 4, 2]), 5, background)).toBeCloseTo(1, 12);
    for (const items of [[], [0], [0, 4], [4]]) expect(of('diversity', films(items), 5, background)).toBeNaN();
    expect(of('diversity', films([0, 2]), 1, background)).toBeNaN();
    expect(of('diversity', films([0, 1]), 5, plain)).toBeNaN();
  });
});

describe('serendipity', () => {
  const background = backgroundOf([9, 8, 7, 6, 5, 5, 1]);
  const hit = (items: readonly number[], history: readonly number[] = []): JudgedList =>
    listOf(
      items.map(() => 1),
      10,
      { items, history },
    );

  test('is 0 for the list of the most popular films, however good, and 1 for hits beyond them', () => {
    expect(of('serendipity', hit([0, 1, 2]), 3, background)).toBe(0);
    expect(of('serendipity', hit([4, 6, 3]), 3, background)).toBe(1);
  });

  test('counts hits only, over all k places', () => {
    expect(of('serendipity', listOf([0, 1, 0], 5, { items: [3, 4, 5] }), 3, background)).toBeCloseTo(1 / 3, 12);
    expect(of('serendipity', hit([6]), 3, background)).toBeCloseTo(1 / 3, 12);
    expect(of('serendipity', hit([]), 3, background)).toBe(0);
  });

  test('leaves what the person has rated out of what everybody would be shown', () => {
    // Without 0 and 2 the two most popular films are 1 and 3.
    expect(of('serendipity', hit([3, 4], [0, 2]), 2, background)).toBe(0.5);
    expect(of('serendipity', hit([3, 4]), 2, background)).toBe(1);
  });

  test('breaks ties of popularity by the lower item', () => {
    expect(of('serendipity', hit([4]), 5, background)).toBe(0);
    expect(of('serendipity', hit([5]), 5, background)).toBe(1 / 5);
  });

  test('is 0 where k is more than there are films: everybody would be shown all of them', () => {
    expect(of('serendipity', hit([6, 5, 4]), 100, background)).toBe(0);
    expect(of('serendipity', hit([6], range(0, 6)), 2, background)).toBe(0);
  });
});

describe('popularity-lift', () => {
  const background = backgroundOf([8, 4, 2, 0], { people: 10 });
  const lift = (...lists: readonly JudgedList[]): number =>
    listFigure(metric('popularity-lift'), lists, 10, background);

  test('is 1 where lists are twice as popular as histories, 0 where they are just as, −1/2 for half', () => {
    expect(lift(films([0], [1]))).toBeCloseTo(1, 12);
    expect(lift(films([1], [1]))).toBeCloseTo(0, 12);
    expect(lift(films([2], [1]))).toBeCloseTo(-0.5, 12);
  });

  test('pools people before it divides', () => {
    // (0.8 + 0.2) / (0.2 + 0.4) − 1, where the mean of both lifts would be (3 − 0.5) / 2.
    expect(lift(films([0], [2]), films([2], [1]))).toBeCloseTo(2 / 3, 12);
  });

  test('leaves out who has no list, no history or a history of films that nobody rated in training', () => {
    const others = [films([0]), films([], [1]), films([0], [3])];
    expect(lift(films([0], [1]), ...others)).toBeCloseTo(1, 12);
    for (const list of others) expect(lift(list)).toBeNaN();
  });
});

describe('calibration', () => {
  const genres = [[0], [1], [0, 1], [], [2]];
  const background = backgroundOf([1, 1, 1, 1, 1], { genres });

  test('is 0 where the list has the genres of the history in the same shares', () => {
    expect(of('calibration', films([2], [0, 1]), 5, background)).toBeCloseTo(0, 12);
    expect(of('calibration', films([0, 1], [2]), 5, background)).toBeCloseTo(0, 12);
  });

  test('is ln 100 where the list has nothing of the history, by the smoothing of 0.01', () => {
    expect(of('calibration', films([1, 4], [0]), 5, background)).toBeCloseTo(Math.log(100), 12);
  });

  test('is worse for leaving a taste out than for adding one: 70 % and 30 % of two genres, shown the first alone', () => {
    const taste = backgroundOf(Array<number>(11).fill(1), {
      genres: [...Array<number[]>(8).fill([0]), ...Array<number[]>(3).fill([1])],
    });
    const history = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    const p = [0.7, 0.3];
    const expected = p[0] * Math.log(p[0] / (0.99 + 0.01 * p[0])) + p[1] * Math.log(p[1] / (0.01 * p[1]));
    expect(of('calibration', films([0], history), 5, taste)).toBeCloseTo(expected, 12);
    expect(of('calibration', films([0, 8], range(1, 8)), 5, taste)).toBeLessThan(expected);
  });

  test('leaves out films without genres, and people whose history or list has no others', () => {
    expect(of('calibration', films([3, 0], [0, 3]), 5, background)).toBeCloseTo(0, 12);
    const nothing = [films([0], []), films([0], [3]), films([], [0]), films([3], [0])];
    for (const list of nothing) expect(of('calibration', list, 5, background)).toBeNaN();
    expect(of('calibration', films([3, 0], [0]), 1, background)).toBeNaN();
    expect(of('calibration', films([0], [1]), 5, plain)).toBeNaN();
  });
});

describe('user-coverage', () => {
  const coverage = (own: number, candidates: number, k: number): number =>
    of('user-coverage', listOf([0, 0, 0], 1, { own, candidates }), k);

  test('is 1 where the model filled the first k places itself, else 0', () => {
    expect(coverage(3, 10, 3)).toBe(1);
    expect(coverage(2, 10, 2)).toBe(1);
    expect(coverage(2, 10, 3)).toBe(0);
    expect(coverage(0, 10, 1)).toBe(0);
  });

  test('asks for all candidates where there are fewer than k, and has no figure where there are none', () => {
    expect(coverage(3, 3, 10)).toBe(1);
    expect(coverage(2, 3, 10)).toBe(0);
    expect(coverage(0, 0, 10)).toBeNaN();
  });
});

import { describe, expect, test } from 'vitest';
import type {
  CatalogMetric,
  JudgedList,
  PredictedRatings,
  RankingMetric,
  RatingMetric,
} from '../../src/metrics/metric.ts';
import { metricNames, metricOf, metrics } from '../../src/metrics/registry.ts';
import { sequence } from '../../src/random.ts';

const listOf = (hits: readonly number[], relevant: number): JudgedList => ({ items: [...hits.keys()], hits, relevant });
const valueOf = (metric: RatingMetric, { sum, weight }: { sum: number; weight: number }): number =>
  (metric.value ?? ((ratio: number) => ratio))(sum / weight);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, at) => from + at);

/** Every metric once more, from its formula, in the plainest way: over sets, arrays and no early exits. */
const naiveRating: Record<string, (pairs: readonly (readonly [number, number])[]) => number> = {
  rmse: (pairs) => Math.sqrt(mean(pairs.map(([actual, predicted]) => (actual - predicted) ** 2))),
  mae: (pairs) => mean(pairs.map(([actual, predicted]) => Math.abs(actual - predicted))),
};
const hitsAt = (hits: readonly number[], k: number): number => hits.slice(0, k).filter((hit) => hit === 1).length;
const naiveRanking: Record<string, (hits: readonly number[], relevant: number, k: number) => number> = {
  precision: (hits, _, k) => hitsAt(hits, k) / k,
  recall: (hits, relevant, k) => hitsAt(hits, k) / relevant,
  hr: (hits, _, k) => Number(hits.slice(0, k).includes(1)),
  mrr: (hits, _, k) => Math.max(0, ...range(1, k + 1).map((place) => (hits[place - 1] === 1 ? 1 / place : 0))),
  map: (hits, relevant, k) => {
    const precisions = range(1, k + 1).map((place) => (hits[place - 1] === 1 ? hitsAt(hits, place) / place : 0));
    return precisions.reduce((sum, value) => sum + value, 0) / Math.min(k, relevant);
  },
  ndcg: (hits, relevant, k) => {
    const dcg = (list: readonly number[]): number =>
      list.slice(0, k).reduce((sum, hit, at) => sum + (2 ** hit - 1) * (Math.LN2 / Math.log(at + 2)), 0);
    return dcg(hits) / dcg(Array.from({ length: relevant }, () => 1));
  },
};
const naiveCatalog: Record<string, (lists: readonly (readonly number[])[], candidates: number) => number> = {
  coverage: (lists, candidates) => new Set(lists.flat()).size / candidates,
};

/**
 * What the metrics that go by hits alone must be in closed form: for a list whose only hit is at place r, and for the
 * best list there can be.
 */
const closedForms: Record<
  string,
  { singleHit: (r: number, relevant: number, k: number) => number; best: (relevant: number, k: number) => number }
> = {
  precision: { singleHit: (_r, _relevant, k) => 1 / k, best: (relevant, k) => Math.min(relevant, k) / k },
  recall: { singleHit: (_r, relevant) => 1 / relevant, best: (relevant, k) => Math.min(relevant, k) / relevant },
  hr: { singleHit: () => 1, best: () => 1 },
  mrr: { singleHit: (r) => 1 / r, best: () => 1 },
  map: { singleHit: (r, relevant, k) => 1 / r / Math.min(k, relevant), best: () => 1 },
  ndcg: {
    singleHit: (r, relevant, k) => {
      const ideal = range(1, Math.min(k, relevant) + 1).reduce((sum, place) => sum + 1 / Math.log2(place + 1), 0);
      return 1 / Math.log2(r + 1) / ideal;
    },
    best: () => 1,
  },
};

const ofKind = <K extends 'rating' | 'ranking' | 'catalog'>(kind: K) =>
  metrics.filter((metric) => metric.kind === kind);
const rating = ofKind('rating') as readonly RatingMetric[];
const ranking = ofKind('ranking') as readonly RankingMetric[];
const catalog = ofKind('catalog') as readonly CatalogMetric[];

describe('the registry', () => {
  test('has no name twice and gives each metric by its name', () => {
    expect(new Set(metricNames).size).toBe(metricNames.length);
    for (const metric of metrics) expect(metricOf(metric.name)).toBe(metric);
  });

  test('refuses a name that there is not, with those that there are', () => {
    expect(() => metricOf('ndgc')).toThrow(
      expect.objectContaining({ code: 'USAGE', hint: expect.stringMatching(/rmse, mae, precision/) }),
    );
  });

  test.each(metrics.map((metric) => [metric.name, metric] as const))('%s says what it is', (_, metric) => {
    expect(metric.name).toMatch(/^[a-z][a-z0-9-]*$/);
    expect(metric.summary).toMatch(/^[A-Z].*\.$/);
    expect(metric.formula.length).toBeGreaterThan(10);
    expect(metric.source).toMatch(/\d{4}/);
    expect(['higher', 'lower']).toContain(metric.better);
  });

  test('has a second implementation of every metric to compare it with', () => {
    const naive = [naiveRating, naiveRanking, naiveCatalog].flatMap((table) => Object.keys(table));
    expect(naive.toSorted()).toEqual(metricNames.toSorted());
  });
});

describe.each(rating.map((metric) => [metric.name, metric] as const))('%s', (name, metric) => {
  const part = (pairs: readonly (readonly [number, number])[]) =>
    metric.part({ actual: pairs.map(([actual]) => actual), predicted: pairs.map(([, predicted]) => predicted) });

  test('equals its second implementation on random ratings, pooled over people', () => {
    const random = sequence(1, name);
    for (let round = 0; round < 50; round++) {
      const people = range(0, 5).map(() =>
        range(0, 1 + Math.floor(random() * 9)).map(() => [5 * random(), 5 * random()] as const),
      );
      const parts = people.map(part);
      const [sum, weight] = [parts.reduce((s, p) => s + p.sum, 0), parts.reduce((s, p) => s + p.weight, 0)];
      expect(valueOf(metric, { sum, weight })).toBeCloseTo(naiveRating[name](people.flat()), 9);
    }
  });

  test('is 0 for perfect predictions and the error itself where all errors are equal', () => {
    expect(valueOf(metric, part(Array(2).fill([4.5, 4.5])))).toBe(0);
    const errors = [1.5, -1.5, 1.5].map((error) => [3, 3 - error] as const);
    expect(valueOf(metric, part(errors))).toBeCloseTo(1.5, 12);
  });

  test('has no part for someone without held-out ratings', () => {
    const nothing: PredictedRatings = { actual: new Float32Array(), predicted: new Float32Array() };
    expect(metric.part(nothing)).toEqual({ sum: 0, weight: 0 });
  });
});

test('rmse of errors 3 and 4 is √12.5, their mae 3.5', () => {
  const errors = { actual: Float32Array.of(3, 0), predicted: Float32Array.of(0, 4) };
  expect(valueOf(metricOf('rmse') as RatingMetric, (metricOf('rmse') as RatingMetric).part(errors))).toBe(
    Math.sqrt(12.5),
  );
  expect(valueOf(metricOf('mae') as RatingMetric, (metricOf('mae') as RatingMetric).part(errors))).toBe(3.5);
});

describe.each(ranking.map((metric) => [metric.name, metric] as const))('%s', (name, metric) => {
  test('equals its second implementation on random lists, shorter and longer than k', () => {
    const random = sequence(2, name);
    for (let round = 0; round < 500; round++) {
      const hits = range(0, Math.floor(random() * 15)).map(() => Number(random() < 0.3));
      const relevant = Math.max(1, hitsAt(hits, hits.length) + Math.floor(random() * 5));
      const k = 1 + Math.floor(random() * 15);
      expect(metric.of(listOf(hits, relevant), k)).toBeCloseTo(naiveRanking[name](hits, relevant, k), 9);
    }
  });

  test('takes typed arrays as well as plain ones', () => {
    const typed = { items: Int32Array.of(7, 8, 9), hits: Uint8Array.of(0, 1, 1), relevant: 3 };
    expect(metric.of(typed, 3)).toBe(metric.of(listOf([0, 1, 1], 3), 3));
  });
});

const byHits = ranking.filter(({ name }) => name in closedForms);
describe.each(byHits.map((metric) => [metric.name, metric] as const))('%s', (name, metric) => {
  test('is what its closed form says for a single hit at any place', () => {
    for (const [r, relevant, k] of [
      [1, 1, 10],
      [4, 1, 10],
      [10, 3, 10],
      [3, 30, 10],
      [2, 2, 2],
    ] as const) {
      const hits = range(1, k + 1).map((place) => Number(place === r));
      expect(metric.of(listOf(hits, relevant), k)).toBeCloseTo(closedForms[name].singleHit(r, relevant, k), 12);
    }
  });

  test('is what its closed form says for the best list there can be', () => {
    for (const [relevant, k] of [
      [10, 10],
      [3, 10],
      [20, 10],
      [1, 1],
    ] as const) {
      const hits = range(0, k).map((place) => Number(place < relevant));
      expect(metric.of(listOf(hits, relevant), k)).toBeCloseTo(closedForms[name].best(relevant, k), 12);
    }
  });

  test('is 0 without a hit within k, and for an empty list', () => {
    expect(metric.of(listOf([0, 0, 0], 2), 3)).toBe(0);
    expect(metric.of(listOf([0, 0, 0, 1], 2), 3)).toBe(0);
    expect(metric.of(listOf([], 2), 3)).toBe(0);
  });

  test('takes the places that a short list leaves empty for misses, however large k is', () => {
    expect(metric.of(listOf([1, 0], 4), 5)).toBe(metric.of(listOf([1, 0, 0, 0, 0], 4), 5));
    expect(metric.of(listOf([1], 1), 1e9)).toBe(closedForms[name].best(1, 1e9));
  });

  test('stays between 0 and 1, and gets no worse by another hit or by one further up', () => {
    const random = sequence(3, name);
    for (let round = 0; round < 200; round++) {
      const hits = range(0, 10).map(() => Number(random() < 0.4));
      const relevant = 10 + Math.floor(random() * 3);
      const before = metric.of(listOf(hits, relevant), 8);
      expect(before).toBeGreaterThanOrEqual(0);
      expect(before).toBeLessThanOrEqual(1 + 1e-12);
      for (const place of hits.keys()) {
        expect(metric.of(listOf(hits.with(place, 1), relevant), 8)).toBeGreaterThanOrEqual(before - 1e-12);
        if (place === 0 || hits[place] <= hits[place - 1]) continue;
        const moved = hits.with(place, 0).with(place - 1, 1);
        expect(metric.of(listOf(moved, relevant), 8)).toBeGreaterThanOrEqual(before - 1e-12);
      }
    }
  });
});

describe.each(catalog.map((metric) => [metric.name, metric] as const))('%s', (name, metric) => {
  const countsOf = (lists: readonly (readonly number[])[], items: number): Uint32Array => {
    const counts = new Uint32Array(items);
    for (const item of lists.flat()) counts[item]++;
    return counts;
  };

  test('equals its second implementation on random lists', () => {
    const random = sequence(4, name);
    for (let round = 0; round < 50; round++) {
      const lists = range(0, 1 + Math.floor(random() * 6)).map(() => range(0, 5).map(() => Math.floor(random() * 40)));
      const value = metric.of({ counts: countsOf(lists, 50), candidates: 40 });
      expect(value).toBeCloseTo(naiveCatalog[name](lists, 40), 9);
    }
  });
});

test('coverage is 1 where every film is listed and k / candidates where all lists are the same', () => {
  const coverage = metricOf('coverage') as CatalogMetric;
  expect(coverage.of({ counts: Uint32Array.of(1, 2, 3, 4), candidates: 4 })).toBe(1);
  expect(coverage.of({ counts: Uint32Array.of(9, 9, 0, 0, 0), candidates: 4 })).toBe(0.5);
});

import { describe, expect, test } from 'vitest';
import type { Background, CatalogMetric, JudgedList, RankingMetric, RatingMetric } from '../../src/metrics/metric.ts';
import { metricNames, metricOf, metrics, metricsOf, usualMetrics } from '../../src/metrics/registry.ts';
import { sequence } from '../../src/random.ts';
import {
  backgroundOf,
  listFigure,
  listOf,
  plain,
  range,
  ratingFigure,
  ratingsOf,
  sumOf,
} from '../fixtures/judged-lists.ts';
import { naiveCatalog, naiveRanking, naiveRating } from '../oracles/metrics.ts';

const ofKind = <K extends 'rating' | 'ranking' | 'catalog'>(kind: K) =>
  metrics.filter((metric) => metric.kind === kind);
const rating = ofKind('rating') as readonly RatingMetric[];
const ranking = ofKind('ranking') as readonly RankingMetric[];
const catalog = ofKind('catalog') as readonly CatalogMetric[];

function expectSame(actual: number, expected: number): void {
  if (Number.isNaN(expected)) expect(actual).toBeNaN();
  else expect(actual).toBeCloseTo(expected, 9);
}

describe('the registry', () => {
  test('has no name twice and gives each metric by its name', () => {
    expect(new Set(metricNames).size).toBe(metricNames.length);
    for (const metric of metrics) expect(metricOf(metric.name)).toBe(metric);
  });

  test('refuses a name that there is not, with the one that was meant and those that there are', () => {
    const refusal = (hint: RegExp): unknown =>
      expect.objectContaining({ code: 'USAGE', hint: expect.stringMatching(hint) as unknown });
    expect(() => metricOf('ndgc')).toThrow(refusal(/^Did you mean "ndcg"\? There are: rmse, mae, mse/));
    expect(() => metricOf('NDCG')).toThrow(refusal(/^Did you mean "ndcg"\?/));
    expect(() => metricOf('capped_recall')).toThrow(refusal(/^Did you mean "capped-recall"\?/));
    expect(() => metricOf('happiness')).toThrow(refusal(/^There are: rmse, mae, mse/));
  });

  test('gives metrics by their names in its own order, each once, and all of them for "all"', () => {
    const namesOf = (names: readonly string[]) => metricsOf(names).map(({ name }) => name);
    expect(namesOf(['gini', 'ndcg', 'rmse', 'ndcg'])).toEqual(['rmse', 'ndcg', 'gini']);
    expect(namesOf(['all'])).toEqual(metricNames);
    expect(namesOf(['mrr', 'all'])).toEqual(metricNames);
    expect(namesOf(usualMetrics)).toEqual(usualMetrics);
    expect(() => metricsOf(['all', 'ndgc'])).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });

  test('refuses a name with a cutoff, and says where that goes', () => {
    const refusal = (hint: RegExp): unknown =>
      expect.objectContaining({ code: 'USAGE', hint: expect.stringMatching(hint) as unknown });
    expect(() => metricsOf(['ndcg@10'])).toThrow(refusal(/--metrics ndcg --k 10$/));
    expect(() => metricsOf(['rmse@10'])).toThrow(refusal(/^Give "rmse"/));
    expect(() => metricsOf(['ndgc@10'])).toThrow(refusal(/^Did you mean "ndcg"/));
  });

  test('shows the metrics of ratings first, then accuracy of lists, then what else they are like, then all together', () => {
    const places = metrics.map(({ kind, ...rest }) =>
      kind === 'ranking' ? ('accuracy' in rest ? 'accuracy' : 'other') : kind,
    );
    expect(places.filter((place, at) => place !== places[at - 1])).toEqual(['rating', 'accuracy', 'other', 'catalog']);
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
  test('equals its second implementation on random ratings, pooled over people', () => {
    const random = sequence(1, name);
    for (let round = 0; round < 100; round++) {
      // Every other time in half stars, where there are ties.
      const stars = (): number => (round % 2 ? 5 * random() : Math.round(10 * random()) / 2);
      const people = range(0, 5).map(() =>
        range(0, 1 + Math.floor(random() * 9)).map(() => [stars(), stars()] as const),
      );
      expectSame(ratingFigure(metric, people), naiveRating[name](people));
    }
  });

  test('takes typed arrays as well as plain ones', () => {
    const typed = { actual: Float32Array.of(4, 2.5, 3), predicted: Float64Array.of(3.5, 3, 3) };
    expect(metric.part(typed)).toEqual(
      metric.part(
        ratingsOf([
          [4, 3.5],
          [2.5, 3],
          [3, 3],
        ]),
      ),
    );
  });

  test('has no part for someone without held-out ratings, and as many sums as for anyone', () => {
    const part = metric.part({ actual: new Float32Array(), predicted: new Float32Array() });
    expect(part).toEqual({ sums: part.sums.map(() => 0), weight: 0 });
    expect(part.sums).toHaveLength(metric.part(ratingsOf([[3, 4]])).sums.length);
  });
});

/** Films, people and genres at random: films that nobody rated, films without genres. */
function randomBackground(random: () => number): Background {
  const genres = range(0, 40).map(() => (random() < 0.15 ? [] : range(0, 6).filter(() => random() < 0.35)));
  const counts = genres.map(() => Math.floor(random() ** 3 * 31));
  return backgroundOf(counts, { genres, people: 30 });
}

/** A list of films that the person had not rated; at times empty, or by someone without a history. */
function randomList(random: () => number): JudgedList {
  const history = random() < 0.1 ? [] : range(0, 40).filter(() => random() < 0.3);
  const unrated = range(0, 40).filter((item) => !history.includes(item));
  const order = unrated.map((item) => ({ item, at: random() })).sort((a, b) => a.at - b.at);
  const items = order.slice(0, Math.floor(random() * 15)).map(({ item }) => item);
  const hits = items.map(() => Number(random() < 0.3));
  const reachable = Math.max(1, sumOf(hits) + Math.floor(random() * 3));
  const relevant = reachable + Math.floor(random() * 3);
  const candidates = Math.max(items.length - sumOf(hits) + reachable, unrated.length - Math.floor(random() * 10));
  return { items, hits, relevant, reachable, candidates, own: Math.floor(random() * (items.length + 1)), history };
}

describe.each(ranking.map((metric) => [metric.name, metric] as const))('%s', (name, metric) => {
  test('equals its second implementation on random lists, shorter and longer than k, of one or more people', () => {
    const random = sequence(2, name);
    for (let round = 0; round < 300; round++) {
      const background = randomBackground(random);
      const lists = range(0, 1 + Math.floor(random() * 5)).map(() => randomList(random));
      const k = 1 + Math.floor(random() * 15);
      expectSame(listFigure(metric, lists, k, background), naiveRanking[name](lists, k, background));
    }
  });

  test('takes typed arrays as well as plain ones', () => {
    const background = backgroundOf(range(0, 10), { genres: range(0, 10).map((item) => [item % 3]) });
    const rest = { relevant: 3, reachable: 3, candidates: 10, own: 3 };
    const typed = {
      items: Int32Array.of(7, 8, 9),
      hits: Uint8Array.of(0, 1, 1),
      history: Int32Array.of(1, 4),
      ...rest,
    };
    const arrays = { items: [7, 8, 9], hits: [0, 1, 1], history: [1, 4], ...rest };
    expect(metric.of(typed, 3, background)).toBe(metric.of(arrays, 3, background));
    expect(metric.weight?.(typed, 3, background)).toBe(metric.weight?.(arrays, 3, background));
  });
});

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
  'capped-recall': { singleHit: (_r, relevant, k) => 1 / Math.min(k, relevant), best: () => 1 },
  f1: {
    singleHit: (_r, relevant, k) => 2 / (k + relevant),
    best: (relevant, k) => (2 * Math.min(relevant, k)) / (k + relevant),
  },
  hr: { singleHit: () => 1, best: () => 1 },
  mrr: { singleHit: (r) => 1 / r, best: () => 1 },
  map: { singleHit: (r, relevant, k) => 1 / r / Math.min(k, relevant), best: () => 1 },
  ndcg: {
    singleHit: (r, relevant, k) => {
      const ideal = sumOf(range(1, Math.min(k, relevant) + 1).map((place) => 1 / Math.log2(place + 1)));
      return 1 / Math.log2(r + 1) / ideal;
    },
    best: () => 1,
  },
};

test('every metric of accuracy but auc, which is not 0 without a hit, has closed forms', () => {
  const accuracy = ranking.filter((metric) => metric.accuracy).map(({ name }) => name);
  expect([...Object.keys(closedForms), 'auc'].toSorted()).toEqual(accuracy.toSorted());
});

const byHits = ranking.filter(({ name }) => name in closedForms);
describe.each(byHits.map((metric) => [metric.name, metric] as const))('%s', (name, metric) => {
  const of = (hits: readonly number[], relevant: number, k: number): number =>
    metric.of(listOf(hits, relevant), k, plain);

  test('is what its closed form says for a single hit at any place', () => {
    for (const [r, relevant, k] of [
      [1, 1, 10],
      [4, 1, 10],
      [10, 3, 10],
      [3, 30, 10],
      [2, 2, 2],
    ] as const) {
      const hits = range(1, k + 1).map((place) => Number(place === r));
      expect(of(hits, relevant, k)).toBeCloseTo(closedForms[name].singleHit(r, relevant, k), 12);
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
      expect(of(hits, relevant, k)).toBeCloseTo(closedForms[name].best(relevant, k), 12);
    }
  });

  test('is 0 without a hit within k, and for an empty list', () => {
    expect(of([0, 0, 0], 2, 3)).toBe(0);
    expect(of([0, 0, 0, 1], 2, 3)).toBe(0);
    expect(of([], 2, 3)).toBe(0);
  });

  test('takes the places that a short list leaves empty for misses, however large k is', () => {
    expect(of([1, 0], 4, 5)).toBe(of([1, 0, 0, 0, 0], 4, 5));
    expect(of([1], 1, 1e9)).toBe(closedForms[name].best(1, 1e9));
  });
});

const accurate = ranking.filter(({ accuracy }) => accuracy);
describe.each(accurate.map((metric) => [metric.name, metric] as const))('%s', (name, metric) => {
  test('stays between 0 and 1, and gets no worse by another hit or by one further up', () => {
    const random = sequence(3, name);
    for (let round = 0; round < 200; round++) {
      const hits = range(0, 10).map(() => Number(random() < 0.4));
      const relevant = 10 + Math.floor(random() * 3);
      const of = (list: readonly number[]): number => metric.of(listOf(list, relevant), 8, plain);
      const before = of(hits);
      expect(before).toBeGreaterThanOrEqual(0);
      expect(before).toBeLessThanOrEqual(1 + 1e-12);
      for (const place of hits.keys()) {
        expect(of(hits.with(place, 1))).toBeGreaterThanOrEqual(before - 1e-12);
        if (place === 0 || hits[place] <= hits[place - 1]) continue;
        expect(of(hits.with(place, 0).with(place - 1, 1))).toBeGreaterThanOrEqual(before - 1e-12);
      }
    }
  });
});

describe.each(catalog.map((metric) => [metric.name, metric] as const))('%s', (name, metric) => {
  test('equals its second implementation on random lists', () => {
    const random = sequence(4, name);
    for (let round = 0; round < 50; round++) {
      const lists = range(0, 1 + Math.floor(random() * 6)).map(() => range(0, 5).map(() => Math.floor(random() * 40)));
      const counts = new Uint32Array(50);
      for (const item of lists.flat()) counts[item]++;
      expectSame(metric.of({ counts, candidates: 40 }), naiveCatalog[name](lists, 40));
    }
  });
});

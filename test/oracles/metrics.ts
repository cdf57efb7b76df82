import type { Background, JudgedList } from '../../src/metrics/metric.ts';
import { range, sumOf, type Pairs } from '../fixtures/judged-lists.ts';

/*
 * Every metric once more, from its formula, in the plainest way: over sets, arrays and all pairs, with no early exits.
 */

const mean = (values: readonly number[]): number => sumOf(values) / values.length;

export const naiveRating: Record<string, (people: readonly Pairs[]) => number> = {
  rmse: (people) => Math.sqrt(mean(people.flat().map(([actual, predicted]) => (actual - predicted) ** 2))),
  mae: (people) => mean(people.flat().map(([actual, predicted]) => Math.abs(actual - predicted))),
  mse: (people) => mean(people.flat().map(([actual, predicted]) => (actual - predicted) ** 2)),
  r2: (people) => {
    const middle = mean(people.flat().map(([actual]) => actual));
    const left = sumOf(people.flat().map(([actual, predicted]) => (actual - predicted) ** 2));
    return 1 - left / sumOf(people.flat().map(([actual]) => (actual - middle) ** 2));
  },
  fcp: (people) => {
    const pairs = people.flatMap((ratings) =>
      ratings.flatMap((better) => ratings.filter((worse) => better[0] > worse[0]).map((worse) => [better, worse])),
    );
    return pairs.filter(([better, worse]) => better[1] > worse[1]).length / pairs.length;
  },
};

type OneList = (list: JudgedList, k: number, background: Background) => number;
type ManyLists = (lists: readonly JudgedList[], k: number, background: Background) => number;

/** The mean over people, without those for whom there is no figure. */
const each =
  (of: OneList): ManyLists =>
  (lists, k, background) =>
    mean(lists.map((list) => of(list, k, background)).filter((value) => !Number.isNaN(value)));
const hitsAt = (hits: ArrayLike<number>, k: number): number => sumOf(Array.from(hits).slice(0, k));
const first = ({ items }: JudgedList, k: number): number[] => Array.from(items).slice(0, k);
const popularityOf = (items: readonly number[], { counts, people }: Background): number =>
  mean(items.map((item) => counts[item] / people));

/** Mean over the items that have genres of 1 / genres to each genre, as a table of genres. */
function mixtureOf(items: readonly number[], { genres }: Background): Map<number, number> {
  const films = items.map((item) => genres[item]).filter((own) => own.length > 0);
  const names = new Set(films.flat());
  return new Map(
    [...names].map((genre) => [genre, mean(films.map((own) => (own.includes(genre) ? 1 / own.length : 0)))]),
  );
}

export const naiveRanking: Record<string, ManyLists> = {
  precision: each(({ hits }, k) => hitsAt(hits, k) / k),
  recall: each(({ hits, relevant }, k) => hitsAt(hits, k) / relevant),
  'capped-recall': each(({ hits, relevant }, k) => hitsAt(hits, k) / (relevant < k ? relevant : k)),
  f1: each(({ hits, relevant }, k) => {
    const [precision, recall] = [hitsAt(hits, k) / k, hitsAt(hits, k) / relevant];
    return precision + recall > 0 ? 2 / (1 / precision + 1 / recall) : 0;
  }),
  hr: each(({ hits }, k) => Number(Array.from(hits).slice(0, k).includes(1))),
  mrr: each(({ hits }, k) => Math.max(0, ...range(1, k + 1).map((place) => (hits[place - 1] === 1 ? 1 / place : 0)))),
  map: each(({ hits, relevant }, k) => {
    const precisions = range(1, k + 1).map((place) => (hits[place - 1] === 1 ? hitsAt(hits, place) / place : 0));
    return sumOf(precisions) / Math.min(k, relevant);
  }),
  ndcg: each(({ hits, relevant }, k) => {
    const dcg = (list: readonly number[]): number =>
      sumOf(list.slice(0, k).map((hit, at) => (2 ** hit - 1) * (Math.LN2 / Math.log(at + 2))));
    return dcg(Array.from(hits)) / dcg(Array.from({ length: relevant }, () => 1));
  }),
  auc: each(({ hits, relevant, reachable, candidates }, k) => {
    const shown = Array.from(hits).slice(0, k);
    const found = sumOf(shown);
    // Films that are not shown have no place: one such pair is as often right as wrong. What cannot be shown is last.
    const good = [
      ...shown.flatMap((hit, at) => (hit ? [at] : [])),
      ...Array<number>(reachable - found).fill(1e9),
      ...Array<number>(relevant - reachable).fill(Infinity),
    ];
    const missed = shown.flatMap((hit, at) => (hit ? [] : [at]));
    const bad = [...missed, ...Array<number>(candidates - reachable - missed.length).fill(1e9)];
    return mean(good.flatMap((one) => bad.map((other) => (one === other ? 1 / 2 : Number(one < other)))));
  }),
  novelty: each((list, k, { counts, people }) =>
    mean(first(list, k).map((item) => Math.log(people / (counts[item] || 1)) / Math.LN2)),
  ),
  diversity: each((list, k, { genres, genreCount }) => {
    const vectors = first(list, k)
      .map((item) => range(0, genreCount).map((genre) => Number(genres[item].includes(genre))))
      .filter((vector) => sumOf(vector) > 0);
    const dot = (a: readonly number[], b: readonly number[]): number => sumOf(a.map((value, at) => value * b[at]));
    const pairs = vectors.flatMap((a, at) => vectors.slice(at + 1).map((b) => [a, b]));
    return mean(pairs.map(([a, b]) => 1 - dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))));
  }),
  serendipity: each((list, k, { counts }) => {
    const history = new Set(Array.from(list.history));
    const unrated = [...counts.keys()].filter((item) => !history.has(item));
    const expected = new Set(unrated.sort((a, b) => counts[b] - counts[a] || a - b).slice(0, k));
    return first(list, k).filter((item, at) => list.hits[at] === 1 && !expected.has(item)).length / k;
  }),
  'popularity-lift': (lists, k, background) => {
    const both = lists
      .map((list) => ({ shown: first(list, k), rated: Array.from(list.history) }))
      .filter(({ shown, rated }) => shown.length > 0 && rated.some((item) => background.counts[item] > 0));
    const before = sumOf(both.map(({ rated }) => popularityOf(rated, background)));
    return (sumOf(both.map(({ shown }) => popularityOf(shown, background))) - before) / before;
  },
  calibration: each((list, k, background) => {
    const wanted = mixtureOf(Array.from(list.history), background);
    const listed = mixtureOf(first(list, k), background);
    if (wanted.size === 0 || listed.size === 0) return NaN;
    return sumOf([...wanted].map(([genre, p]) => -p * Math.log((0.99 * (listed.get(genre) ?? 0)) / p + 0.01)));
  }),
  'user-coverage': each(({ own, candidates }, k) => Number(range(0, Math.min(k, candidates)).every((at) => at < own))),
};

export const naiveCatalog: Record<string, (lists: readonly (readonly number[])[], candidates: number) => number> = {
  coverage: (lists, candidates) => new Set(lists.flat()).size / candidates,
  gini: (lists, candidates) => {
    const times = range(0, candidates).map((film) => lists.flat().filter((item) => item === film).length);
    const differences = times.flatMap((one) => times.map((other) => Math.abs(one - other)));
    return mean(differences) / (2 * mean(times));
  },
  entropy: (lists) => {
    const places = lists.flat();
    // Each place brings the surprise of its film.
    return mean(places.map((film) => -Math.log2(places.filter((other) => other === film).length / places.length)));
  },
};

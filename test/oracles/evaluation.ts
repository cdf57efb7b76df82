import type { Ratings } from '../../src/dataset/ratings.ts';
import { roleNames, type RoleName } from '../../src/dataset/splits/role.ts';
import type { Background, JudgedList } from '../../src/metrics/metric.ts';
import { keyOf } from '../../src/evaluation/outcomes.ts';
import { metrics } from '../../src/metrics/registry.ts';
import type { Model } from '../../src/models/contract/model.ts';
import { unratedOrder } from '../../src/models/contract/unrated-order.ts';
import type { User } from '../../src/models/contract/define-model.ts';
import { backgroundOf, sumOf, type Pairs } from '../fixtures/judged-lists.ts';
import { naiveCatalog, naiveRanking, naiveRating } from './metrics.ts';

/** A round with its fitted model; the films that may be listed, for everyone or person by person. */
export interface NaiveRound {
  readonly roles: Uint8Array;
  readonly model: Model;
  readonly pool?: ReadonlySet<number>;
  readonly candidates?: (user: number) => readonly number[];
  /** How many of the ratings to be folded in are known: those that come first by a number of their own. */
  readonly cut?: { readonly ratings: number; readonly place: (user: number, item: number) => number };
}

export interface NaiveJudging {
  readonly cutoffs: readonly number[];
  readonly relevant: number;
  readonly genres: readonly (readonly string[])[];
}

interface Rated {
  readonly item: number;
  readonly value: number;
}

/**
 * An evaluation once more, in the plainest way: from each person's ratings as they stand in the columns, the scores of
 * all films, a full sort, and the naive metrics. No figure where nobody has a part.
 */
export function naiveEvaluation(rounds: readonly NaiveRound[], ratings: Ratings, judging: NaiveJudging) {
  const { cutoffs, relevant, genres } = judging;
  const people: Pairs[] = [];
  const lists: { list: JudgedList; background: Background; round: number }[] = [];
  const pools: number[][] = [];
  const counted = { fallback: 0, withoutRelevant: 0, unreachable: 0 };
  const tested = new Set<number>();
  for (const [round, { roles, model, candidates, cut, ...rest }] of rounds.entries()) {
    const of = (user: number, name: RoleName): Rated[] => ratedBy(ratings, roles, user, name);
    const background = naiveBackground(ratings, roles, genres);
    const pool = rest.pool ?? new Set([...background.counts.keys()].filter((item) => background.counts[item] > 0));
    const listable = new Set(candidates ? [] : pool);
    for (const user of ratings.users.names.keys()) {
      const heldOut = of(user, 'test');
      if (heldOut.length === 0) continue;
      const rated = of(user, 'fold-in');
      if (cut && rated.length < cut.ratings) continue;
      const inTurn = cut ? rated.sort((a, b) => cut.place(user, a.item) - cut.place(user, b.item)) : rated;
      const foldedIn = inTurn.slice(0, cut?.ratings);
      const history = (rated.length > 0 ? foldedIn : of(user, 'train')).map(({ item }) => item);
      const someone = rated.length > 0 ? foldIn(model, foldedIn) : model.user(user);
      const known = new Set([...history, ...rated.map(({ item }) => item)]);
      const scores = model.scoreAll(someone);
      if (model.feedback === 'explicit') {
        tested.add(user);
        counted.fallback += heldOut.filter(({ item }) => Number.isNaN(scores[item])).length;
        people.push(heldOut.map(({ item, value }) => [value, predicted(model, someone, scores, item)] as const));
      }
      const choice = candidates ? [...candidates(user)] : [...pool].filter((item) => !known.has(item));
      for (const item of candidates ? choice : []) listable.add(item);
      const good = heldOut.filter(({ value }) => value >= relevant).map(({ item }) => item);
      const reachable = good.filter((item) => choice.includes(item));
      counted.unreachable += good.length - reachable.length;
      if (good.length === 0) {
        counted.withoutRelevant++;
        continue;
      }
      tested.add(user);
      const isUnrated = (item: number): boolean => background.counts[item] === 0;
      const unrated = unratedOrder(someone.history);
      const items = choice.sort(
        (a, b) =>
          place(scores, a) - place(scores, b) ||
          height(model, scores, b) - height(model, scores, a) ||
          Number(isUnrated(a)) - Number(isUnrated(b)) ||
          (isUnrated(a) ? unrated(a) - unrated(b) : a - b),
      );
      const list: JudgedList = {
        items,
        hits: items.map((item) => Number(good.includes(item))),
        relevant: good.length,
        reachable: reachable.length,
        candidates: items.length,
        own: items.filter((item) => !Number.isNaN(scores[item])).length,
        history: history.sort((a, b) => a - b),
      };
      lists.push({ list, background, round });
    }
    pools.push([...listable]);
  }

  const figures = new Map<string, number>();
  const note = (key: string, value: number): void => void (Number.isFinite(value) && figures.set(key, value));
  for (const metric of metrics) {
    if (metric.kind === 'rating') note(metric.name, people.length > 0 ? naiveRating[metric.name](people) : NaN);
    else {
      for (const k of cutoffs) {
        const value =
          metric.kind === 'catalog'
            ? mean(
                pools.flatMap((pool, round) =>
                  listsOf(round).length > 0 ? [catalogFigure(metric.name, pool, listsOf(round), k)] : [],
                ),
              )
            : metric.name === 'popularity-lift'
              ? popularityLift(k)
              : mean(
                  lists
                    .map(({ list, background }) => naiveRanking[metric.name]([list], k, background))
                    .filter((figure) => !Number.isNaN(figure)),
                );
        note(keyOf(metric, k), value);
      }
    }
  }
  return { figures, users: tested.size, pairs: people.flat().length, lists: lists.length, ...counted };

  function listsOf(round: number): number[][] {
    return lists.filter((one) => one.round === round).map(({ list }) => Array.from(list.items));
  }

  /** Over rounds with backgrounds of their own. */
  function popularityLift(k: number): number {
    const popularity = (items: readonly number[], { counts, people: raters }: Background): number =>
      mean(items.map((item) => counts[item] / raters));
    const both = lists
      .map(({ list, background }) => ({
        shown: popularity(Array.from(list.items).slice(0, k), background),
        rated: popularity(Array.from(list.history), background),
      }))
      .filter(({ shown, rated }) => !Number.isNaN(shown) && rated > 0);
    return sumOf(both.map(({ shown }) => shown)) / sumOf(both.map(({ rated }) => rated)) - 1;
  }
}

const mean = (values: readonly number[]): number => sumOf(values) / values.length;

function ratedBy({ columns }: Ratings, roles: Uint8Array, user: number, name: RoleName): Rated[] {
  const own = [...columns.user.keys()].filter((at) => columns.user[at] === user && roleNames[roles[at]] === name);
  return own.map((at) => ({ item: columns.item[at], value: columns.value[at] }));
}

function foldIn(model: Model, history: readonly Rated[]): User {
  const items = Int32Array.from(history, ({ item }) => item);
  return model.foldIn({ items, ratings: Float32Array.from(history, ({ value }) => value) });
}

function predicted(model: Model, user: User, scores: Float32Array, item: number): number {
  const { min, max } = model.seen.scale;
  if (Number.isNaN(scores[item])) return model.predict(user, item).rating;
  return scores[item] < min ? min : scores[item] > max ? max : scores[item];
}

/** The films that the model has an opinion on come first, then the others. */
const place = (scores: Float32Array, item: number): number => Number(Number.isNaN(scores[item]));
const height = ({ seen }: Model, scores: Float32Array, item: number): number =>
  Number.isNaN(scores[item]) ? seen.standing[item] : scores[item];

function naiveBackground({ columns, items }: Ratings, roles: Uint8Array, genres: NaiveJudging['genres']): Background {
  const training = [...roles.keys()].filter((at) => roleNames[roles[at]] === 'train');
  const names = [...new Set(genres.flat())].sort();
  return backgroundOf(
    items.names.map((_, item) => training.filter((at) => columns.item[at] === item).length),
    {
      genres: genres.map((own) => own.map((name) => names.indexOf(name))),
      people: new Set(training.map((at) => columns.user[at])).size,
    },
  );
}

/** The naive figures number the films that could be listed from 0. */
function catalogFigure(name: string, pool: readonly number[], lists: readonly number[][], k: number): number {
  const numbered = lists.map((list) => list.slice(0, k).map((item) => pool.indexOf(item)));
  return naiveCatalog[name](numbered, pool.length);
}

import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { sampleNegatives } from '../../src/dataset/negatives.ts';
import type { Ratings } from '../../src/dataset/ratings.ts';
import { cutHistories } from '../../src/dataset/splits/cut-histories.ts';
import { role } from '../../src/dataset/splits/role.ts';
import { splitRatings } from '../../src/dataset/splits/split-ratings.ts';
import { evaluateRounds, type Judging, type Round } from '../../src/evaluation/evaluate-rounds.ts';
import { figureOf } from '../../src/evaluation/measure.ts';
import { withNegatives } from '../../src/evaluation/with-negatives.ts';
import { metrics } from '../../src/metrics/registry.ts';
import { fitModel } from '../../src/models/contract/fit-model.ts';
import type { Model } from '../../src/models/contract/model.ts';
import { definitionOf } from '../../src/models/registry.ts';
import { sequence, uniform } from '../../src/random.ts';
import { ratingsFrom, type Row } from '../fixtures/ratings.ts';
import { naiveEvaluation, type NaiveJudging, type NaiveRound } from '../oracles/evaluation.ts';

const context = createContext({ threads: 1 });
const ratings = manyAndFew();
const genres = ratings.items.names.map((_, item) =>
  ['Comedy', 'Drama', 'Crime'].filter((__, genre) => item % 7 > 0 && (item + genre) % 3 > 0),
);

/** Half stars at random: films that everyone rated, films that one person rated, films that nobody did. */
function manyAndFew(): Ratings {
  const random = sequence(3, 'many and few');
  const rows: Row[] = [];
  for (let user = 0; user < 50; user++) {
    for (let item = 0; item < 45; item++) {
      const liking = Math.sin(user) * Math.cos(item) + Math.cos(user) * Math.sin(3 * item);
      const rating = Math.min(5, Math.max(0.5, Math.round(2 * (3.2 + liking + random())) / 2));
      if (random() < 0.7 / (1 + item / 6)) rows.push({ user: `u${user}`, item: `i${item}`, rating });
    }
  }
  return ratingsFrom(rows, { min: 0.5, max: 5 }, { unrated: ['never', 'ever'] });
}

interface Protocol {
  readonly split: string;
  readonly model: string;
  readonly cutoffs?: readonly number[];
  readonly negatives?: number;
  readonly filmsAreHeldOut?: boolean;
  /** To how many ratings histories are cut. */
  readonly cut?: number;
}

const protocols: readonly Protocol[] = [
  { split: 'by-user', model: 'bias' },
  { split: 'by-user', model: 'svd' },
  { split: 'by-user', model: 'ease' },
  { split: 'by-user', model: 'popularity' },
  { split: 'random', model: 'item-knn' },
  { split: 'kfold', model: 'bias' },
  { split: 'kfold', model: 'ease' },
  { split: 'held-out-users', model: 'svd' },
  { split: 'held-out-users', model: 'ease' },
  ...[0, 1, 3, 12].flatMap((cut) =>
    ['svd', 'ease', 'item-knn', 'popularity'].map((model) => ({ split: 'held-out-users', model, cut })),
  ),
  { split: 'held-out-users', model: 'als', cut: 2, negatives: 9 },
  { split: 'held-out-films', model: 'bias', filmsAreHeldOut: true, cutoffs: [3, 7] },
  { split: 'held-out-films', model: 'popularity', filmsAreHeldOut: true, cutoffs: [3, 7] },
  { split: 'by-user', model: 'als', negatives: 9 },
  { split: 'leave-one-out', model: 'ials', negatives: 5, cutoffs: [1, 3, 20] },
];

/** Which of a person's ratings are drawn before others when histories are cut. */
function drawOf(user: number, item: number): number {
  return uniform(5, 'cut histories')(user * 2 ** 32 + item);
}

/** Rounds to be evaluated, and the same for the naive evaluation. */
async function roundsOf({ split, model: name, negatives, filmsAreHeldOut, cut }: Protocol, relevant: number) {
  const { user, item, time } = ratings.columns;
  const columns = { user, item, time, users: ratings.users.size, items: ratings.items.size };
  const rounds: Round[] = [];
  const naive: NaiveRound[] = [];
  for (const roles of splitRatings(split, columns, { folds: 2, share: 0.3 })) {
    const part = (wanted: number): Ratings => ratings.filter((at) => roles[at] === wanted);
    const model: Model = await fitModel(definitionOf(name), part(role.train), {}, context);
    const heldOut = part(role.test);
    const pool = filmsAreHeldOut ? new Set(heldOut.columns.item) : undefined;
    const others = negatives === undefined ? undefined : sampleNegatives(ratings, roles, negatives, 1);
    rounds.push({
      roles: cut === undefined ? roles : cutHistories(columns, roles, [cut], 5)[0],
      model: () => Promise.resolve(model),
      pool: pool && Uint8Array.from(ratings.items.names, (_, film) => Number(pool.has(film))),
      candidates: others && withNegatives(heldOut.byUser, relevant, others),
    });
    const goodOf = (person: number): number[] =>
      [...heldOut.columns.item].filter(
        (_, at) => heldOut.columns.user[at] === person && heldOut.columns.value[at] >= relevant,
      );
    naive.push({
      ...{ roles, model },
      ...(pool && { pool }),
      ...(cut !== undefined && { cut: { ratings: cut, place: drawOf } }),
      ...(others && {
        candidates: (person: number) => [
          ...goodOf(person),
          ...others.indexes.slice(others.starts[person], others.starts[person + 1]),
        ],
      }),
    });
  }
  return { rounds, naive };
}

const titled = protocols.map((protocol) => {
  const { model, split, negatives, cut } = protocol;
  const among = negatives === undefined ? '' : `, among ${negatives} negatives`;
  return [`${model}, ${split}${among}${cut === undefined ? '' : `, ${cut} ratings known`}`, protocol] as const;
});

describe.each(titled)('%s', (_, protocol) => {
  const { cutoffs = [3, 7, 20] } = protocol;

  test.each([4, 2.5])('every metric equals a second, naive evaluation to 1e-9 (good from %d on)', async (relevant) => {
    const { rounds, naive } = await roundsOf(protocol, relevant);
    const judging: Judging = { metrics, cutoffs, relevant, genres };
    const { outcomes, unreachable } = await evaluateRounds(protocol.model, rounds, ratings, judging, context);
    const expectation: NaiveJudging = { cutoffs, relevant, genres };
    const { figures, ...counts } = naiveEvaluation(naive, ratings, expectation);

    const { users, pairs, fallback, lists, withoutRelevant } = outcomes;
    expect({ users, pairs, fallback, lists, withoutRelevant, unreachable }).toEqual(counts);
    const found = [...outcomes.measures].map(([key, measure]) => [key, figureOf(measure)] as const);
    const finite = [...found, ...outcomes.catalogFigures()].filter(([, value]) => Number.isFinite(value));
    expect(finite.map(([key]) => key).sort()).toEqual([...figures.keys()].sort());
    for (const [key, value] of finite)
      expect({ key, value }).toEqual({ key, value: expect.closeTo(figures.get(key)!, 9) as number });
  });
});

test('the protocols together reach what an evaluation must not trip over', async () => {
  const counts = await Promise.all(
    protocols.map(async (protocol) => {
      const { naive } = await roundsOf(protocol, 4);
      return naiveEvaluation(naive, ratings, { cutoffs: [3], relevant: 4, genres });
    }),
  );
  for (const count of ['fallback', 'withoutRelevant', 'unreachable'] as const) {
    expect(counts.some((one) => one[count] > 0)).toBe(true);
  }
});

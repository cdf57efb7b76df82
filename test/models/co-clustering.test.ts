import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { historyOf } from '../../src/dataset/history.ts';
import type { Ratings } from '../../src/dataset/ratings.ts';
import { fit } from '../../src/models/registry.ts';
import { uniform } from '../../src/random.ts';
import { checkerboard, ratingsFrom, twoTastes } from '../fixtures/ratings.ts';

const context = createContext({ threads: 1 });
const ratings = twoTastes();
const paper = { form: 'means', userDamping: 0, itemDamping: 0, shrinkage: 0 } as const;

const average = (numbers: readonly number[], none: number): number =>
  numbers.length > 0 ? numbers.reduce((sum, number) => sum + number, 0) / numbers.length : none;

/** George and Merugu's algorithm, word by word: every mean is taken over all ratings each time. */
function oracle({ columns, users, items, mean }: Ratings, groups: number, otherGroups: number, epochs: number) {
  const all = Array.from(columns.value, (rating, at) => ({ user: columns.user[at], item: columns.item[at], rating }));
  const random = (side: string) => uniform(context.seed, `co-clustering.${side}.0`);
  const ofUser = users.names.map((_, user) => Math.floor(random('users')(user) * groups));
  const ofItem = items.names.map((_, item) => Math.floor(random('items')(item) * otherGroups));
  const meanWhere = (is: (one: (typeof all)[number]) => boolean): number =>
    average(all.filter(is).map(({ rating }) => rating), mean); // prettier-ignore
  const userMeans = users.names.map((_, user) => meanWhere((one) => one.user === user));
  const itemMeans = items.names.map((_, item) => meanWhere((one) => one.item === item));
  const table = () => {
    const people = [...Array(groups).keys()].map((group) => meanWhere(({ user }) => ofUser[user] === group));
    const films = [...Array(otherGroups).keys()].map((group) => meanWhere(({ item }) => ofItem[item] === group));
    return people.map((ofPeople, a) =>
      films.map((ofFilms, b) => {
        const block = meanWhere(({ user, item }) => ofUser[user] === a && ofItem[item] === b);
        return block - ofPeople - ofFilms;
      }),
    );
  };
  const best = (count: number, error: (group: number) => number): number => {
    const errors = [...Array(count).keys()].map(error);
    return errors.indexOf(Math.min(...errors));
  };
  const chooseUser = (user: number, levels: number[][]): number =>
    best(groups, (group) =>
      all
        .filter((one) => one.user === user)
        .reduce((sum, { item, rating }) => {
          return sum + (rating - userMeans[user] - itemMeans[item] - levels[group][ofItem[item]]) ** 2;
        }, 0),
    );
  let levels = table();
  for (let epoch = 0; epoch < epochs; epoch++) {
    const now = levels;
    users.names.forEach((_, user) => (ofUser[user] = chooseUser(user, now)));
    items.names.forEach((_, item) => {
      ofItem[item] = best(otherGroups, (group) =>
        all
          .filter((one) => one.item === item)
          .reduce((sum, { user, rating }) => {
            return sum + (rating - userMeans[user] - itemMeans[item] - now[ofUser[user]][group]) ** 2;
          }, 0),
      );
    });
    levels = table();
  }
  return (user: number, item: number): number =>
    userMeans[user] + itemMeans[item] + levels[chooseUser(user, levels)][ofItem[item]];
}

test.each([
  [3, 3, 1],
  [2, 4, 3],
  [3, 3, 20],
])('the paper’s form with %i × %i groups after %i epochs agrees with the algorithm word by word', async (...shape) => {
  const [userClusters, itemClusters, epochs] = shape;
  const model = await fit('co-clustering', ratings, { ...paper, userClusters, itemClusters, epochs }, context);
  const expected = oracle(ratings, userClusters, itemClusters, epochs);
  for (const user of ratings.users.names.keys()) {
    const scores = model.scoreAll(model.user(user));
    for (let item = 0; item < 40; item++) expect(Math.abs(scores[item] - expected(user, item))).toBeLessThan(1e-5);
  }
});

test('one group of each leaves the baseline, in either form', async () => {
  const one = { userClusters: 1, itemClusters: 1, shrinkage: 0 };
  const [groups, bias] = [await fit('co-clustering', ratings, one, context), await fit('bias', ratings, {}, context)];
  const means = await fit('co-clustering', ratings, { ...paper, ...one }, context);
  // What damped offsets leave of all ratings is not quite 0 in the mean.
  const shift = groups.scoreAll(groups.user(0))[0] - bias.scoreAll(bias.user(0))[0];
  expect(Math.abs(shift)).toBeLessThan(0.02);
  for (const user of [0, 17, 59]) {
    const { ratings: values } = historyOf(ratings.byUser, user);
    const [own, plain] = [groups.scoreAll(groups.user(user)), bias.scoreAll(bias.user(user))];
    const scores = means.scoreAll(means.user(user));
    for (let item = 0; item < 40; item++) {
      expect(own[item] - plain[item]).toBeCloseTo(shift, 5);
      const ofItem = average([...historyOf(ratings.byItem, item).ratings], NaN);
      expect(scores[item]).toBeCloseTo(average([...values], NaN) + ofItem - ratings.mean, 5);
    }
  }
});

test('more restarts never fit the training ratings worse', async () => {
  const board = checkerboard('explicit');
  const error = async (restarts: number): Promise<number> => {
    const options = { restarts, userClusters: 4, itemClusters: 4, epochs: 2, shrinkage: 0 };
    const model = await fit('co-clustering', board, options, context);
    let squares = 0;
    for (const user of board.users.names.keys()) {
      const scores = model.scoreAll(model.user(user));
      const { items, ratings: values } = historyOf(board.byUser, user);
      items.forEach((item, at) => (squares += (scores[item] - values[at]) ** 2));
    }
    return squares;
  };
  const errors = [await error(1), await error(4), await error(16)];
  // A person who is folded in again may move once more, to where the error is lower.
  expect(errors).toEqual(errors.toSorted((a, b) => b - a));
});

test('the few ratings of a person or a film count for less of their group', async () => {
  const board = checkerboard('explicit');
  const options = { userClusters: 2, itemClusters: 2, restarts: 3 };
  const plain = await fit('co-clustering', board, { ...options, shrinkage: 0 }, context);
  const shrunk = await fit('co-clustering', board, { ...options, shrinkage: 30 }, context);
  const history = { items: Int32Array.of(0, 1), ratings: Float32Array.of(5, 1) };
  const ofGroup = (model: typeof plain, item: number): number =>
    model.explain(model.foldIn(history), item).contributions.find(({ because }) => because === 'feature')!.amount;
  for (let item = 2; item < 60; item++) {
    const count = board.byItem.starts[item + 1] - board.byItem.starts[item];
    const share = (2 / (2 + 30)) * (count / (count + 30));
    expect(ofGroup(shrunk, item)).toBeCloseTo(share * ofGroup(plain, item), 4);
  }
});

test('more groups than people or films do no harm', async () => {
  const few = ratingsFrom([
    { user: 'a', item: 'x', rating: 5 },
    { user: 'a', item: 'y', rating: 2 },
    { user: 'b', item: 'x', rating: 1 },
  ]);
  const model = await fit('co-clustering', few, { userClusters: 50, itemClusters: 50, restarts: 3 }, context);
  for (const user of [0, 1, -1]) {
    for (const score of model.scoreAll(model.user(user))) expect(Number.isFinite(score)).toBe(true);
  }
});

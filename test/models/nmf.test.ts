import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { emptyHistory, historyOf } from '../../src/dataset/history.ts';
import type { Ratings } from '../../src/dataset/ratings.ts';
import { fit, type ModelOptions } from '../../src/models/registry.ts';
import { uniform } from '../../src/random.ts';
import { ratingsFrom, twoTastes } from '../fixtures/ratings.ts';

const context = createContext({ threads: 1 });
const ratings = twoTastes();
const people = [...ratings.users.names.keys()];
const paper = { factors: 5, regularization: 0.06, damping: 0, offsets: false, users: 'learned' } as const;

interface Vectors {
  readonly width: number;
  readonly userVectors: Float32Array;
  readonly itemVectors: Float32Array;
  readonly average: Float32Array;
}
const stateOf = async (options: ModelOptions<'nmf'>, on = ratings): Promise<Vectors> =>
  (await fit('nmf', on, options, context)).state as unknown as Vectors;

/** Lee and Seung's updates with the penalty of Luo et al., over a full matrix of which most is left out. */
function oracle({ columns, users, items }: Ratings, factors: number, epochs: number, regularization: number) {
  const start = (count: number, side: string): number[][] => {
    const random = uniform(context.seed, `nmf.${side}`);
    return Array.from({ length: count }, (_, row) =>
      Array.from({ length: factors }, (__, f) => Math.fround(random(row * factors + f))),
    );
  };
  const [people, films] = [start(users.size, 'users'), start(items.size, 'items')];
  const all = Array.from(columns.value, (rating, at) => ({ user: columns.user[at], item: columns.item[at], rating }));
  const product = (a: number[], b: number[]): number => a.reduce((sum, value, f) => sum + value * b[f], 0);
  const update = (own: number[][], others: number[][], side: 'user' | 'item', other: 'user' | 'item'): void =>
    own.forEach((vector, row) => {
      const entries = all.filter((one) => one[side] === row);
      if (entries.length === 0) return;
      own[row] = vector.map((value, f) => {
        const up = entries.reduce((sum, one) => sum + one.rating * others[one[other]][f], 0);
        const down = entries.reduce((sum, one) => sum + product(vector, others[one[other]]) * others[one[other]][f], 0);
        return (value * up) / (down + regularization * entries.length * value);
      });
    });
  for (let epoch = 0; epoch < epochs; epoch++) {
    update(people, films, 'user', 'item');
    update(films, people, 'item', 'user');
  }
  return { people, films };
}

test('the updates are those of Lee and Seung with the penalty of Luo et al., in float64 within 1e-3', async () => {
  const { width, userVectors, itemVectors } = await stateOf({ ...paper, epochs: 10 });
  const { people: users, films } = oracle(ratings, 5, 10, 0.06);
  users.forEach((vector, row) =>
    vector.forEach((value, f) => expect(Math.abs(userVectors[row * width + f] - value)).toBeLessThan(1e-3)),
  );
  films.forEach((vector, row) =>
    vector.forEach((value, f) => expect(Math.abs(itemVectors[row * width + f] - value)).toBeLessThan(1e-3)),
  );
});

test.each([true, false])('no epoch makes what is minimized larger, offsets %s', async (offsets) => {
  const [regularization, damping, factors] = [0.1, 0.5, 4];
  const objective = async (epochs: number): Promise<number> => {
    const options = { epochs, regularization, damping, factors, offsets, users: 'learned' } as const;
    const { width, userVectors, itemVectors } = await stateOf(options);
    const { user, item, value } = ratings.columns;
    const own = (vectors: Float32Array, row: number): Float32Array => vectors.subarray(row * width, (row + 1) * width);
    let total = 0;
    for (let at = 0; at < value.length; at++) {
      const q = own(itemVectors, item[at]);
      total += (value[at] - own(userVectors, user[at]).reduce((sum, x, f) => sum + x * q[f], 0)) ** 2;
    }
    const pull = (vectors: Float32Array, starts: Uint32Array, offset: number, center: number): number => {
      let sum = 0;
      for (let row = 0; row + 1 < starts.length; row++) {
        const count = starts[row + 1] - starts[row];
        const squares = own(vectors, row)
          .subarray(0, factors)
          .reduce((all, x) => all + x * x, 0);
        const far = offsets ? own(vectors, row)[offset] - center : 0;
        if (count > 0) sum += (regularization * count + damping) * (squares + far * far);
      }
      return sum;
    };
    total += pull(userVectors, ratings.byUser.starts, factors, ratings.mean);
    return total + pull(itemVectors, ratings.byItem.starts, factors + 1, 0);
  };
  const course: number[] = [];
  for (const epochs of [1, 2, 3, 5, 8, 20, 60]) course.push(await objective(epochs));
  for (let at = 1; at < course.length; at++) expect(course[at]).toBeLessThan(course[at - 1] * (1 + 1e-6));
  expect(course.at(-1)).toBeLessThan(0.9 * course[0]);
});

test.each([true, false])('factors are nowhere negative, offsets %s', async (offsets) => {
  const model = await fit('nmf', ratings, { offsets, factors: 6 }, context);
  const { width, userVectors, itemVectors } = model.state as unknown as Vectors;
  for (const vectors of [userVectors, itemVectors]) {
    for (let at = 0; at < vectors.length; at++) if (at % width < 6) expect(vectors[at]).toBeGreaterThanOrEqual(0);
  }
});

test.each([true, false])(
  'a folded-in vector is optimal: no slope where it is above 0, none upwards at 0, offsets %s',
  async (offsets) => {
    const [factors, ridge, prior] = [6, 0.05, 1];
    const model = await fit('nmf', ratings, { factors, ridge, prior, offsets }, context);
    const { width, itemVectors, userVectors, average } = model.state as unknown as Vectors;
    const size = factors + Number(offsets);
    let bounded = 0;
    for (const user of people) {
      const { items, ratings: values } = historyOf(ratings.byUser, user);
      const vector = userVectors.subarray(user * width, (user + 1) * width);
      const pull = ridge * items.length + prior;
      const slopes = Array.from({ length: size }, (_, f) => pull * (average[f] - vector[f]));
      items.forEach((item, at) => {
        const film = itemVectors.subarray(item * width, (item + 1) * width);
        const left = values[at] - film.reduce((sum, value, f) => sum + value * vector[f], 0);
        for (let f = 0; f < size; f++) slopes[f] += left * film[f];
      });
      slopes.forEach((slope, f) => {
        if (vector[f] > 0 || f === factors) expect(Math.abs(slope)).toBeLessThan(2e-3);
        else {
          bounded++;
          expect(slope).toBeLessThan(2e-3);
        }
      });
    }
    expect(bounded).toBeGreaterThan(0);
  },
);

test('someone unknown gets the average person’s scores', async () => {
  const { width, itemVectors, average } = await stateOf({ offsets: false });
  const model = await fit('nmf', ratings, { offsets: false }, context);
  const scores = model.scoreAll(model.foldIn(emptyHistory));
  for (let item = 0; item < 40; item++) {
    const film = itemVectors.subarray(item * width, (item + 1) * width);
    expect(scores[item]).toBeCloseTo(
      film.reduce((sum, value, f) => sum + value * average[f], 0),
      5,
    );
  }
});

test('without offsets, too, known people are folded in to the bit, and reasons add up without a rest', async () => {
  const model = await fit('nmf', ratings, { offsets: false }, context);
  for (const user of people.slice(0, 20)) {
    const folded = model.foldIn(historyOf(ratings.byUser, user));
    expect(model.scoreAll(folded)).toEqual(model.scoreAll(model.user(user)));
    const { score, contributions } = model.explain(folded, 3);
    const rest = contributions.find(({ because }) => because === 'rest')!.amount;
    expect(Math.abs(rest)).toBeLessThan(1e-4);
    expect(Math.abs(contributions.reduce((sum, { amount }) => sum + amount, 0) - score)).toBeLessThan(1e-6);
  }
});

test('a rating’s reason is what the score would lose, were it what the average person gives', async () => {
  const model = await fit('nmf', ratings, { offsets: false, factors: 2, prior: 50 }, context);
  const { width, itemVectors, average } = model.state as unknown as Vectors;
  const { items, ratings: values } = historyOf(ratings.byUser, 8);
  const score = model.scoreAll(model.foldIn({ items, ratings: values }))[1];
  const { contributions } = model.explain(model.foldIn({ items, ratings: values }), 1);
  for (const reason of contributions) {
    if (reason.because !== 'rated') continue;
    const film = itemVectors.subarray(reason.item * width, (reason.item + 1) * width);
    const usual = film.reduce((sum, value, f) => sum + value * average[f], 0);
    if (usual < 1 || usual > 5) continue;
    const other = model.foldIn({ items, ratings: values.with(items.indexOf(reason.item), usual) });
    expect(Math.abs(score - model.scoreAll(other)[1] - reason.amount)).toBeLessThan(1e-4);
  }
});

test('a scale below 0 is refused, and what would help is said', async () => {
  const row = { user: 'a', item: 'x', rating: -2 };
  await expect(fit('nmf', ratingsFrom([row], { min: -10, max: 10 }), {}, context)).rejects.toMatchObject({
    code: 'WRONG_FEEDBACK',
    message: expect.stringContaining('-10') as string,
    hint: expect.stringContaining('--rescale') as string,
  });
});

test.each([true, false])('one film, one rating each, all 0: finite for everyone, offsets %s', async (offsets) => {
  for (const value of [0, 4]) {
    const rows = ['a', 'b', 'c'].map((user) => ({ user, item: 'x', rating: value }));
    const model = await fit(
      'nmf',
      ratingsFrom(rows, { min: 0, max: 5 }),
      { offsets, factors: 40, damping: 0 },
      context,
    );
    for (const user of [0, 2, -1]) {
      const { rating } = model.predict(model.user(user), 0);
      expect(Math.abs(rating - value)).toBeLessThan(0.7);
    }
  }
});

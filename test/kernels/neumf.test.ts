import { describe, expect, test } from 'vitest';
import { Arena } from '../../src/kernels/arena.ts';
import { drawFilm, permuted } from '../../src/kernels/reference/neumf-examples.ts';
import { neumfUser } from '../../src/kernels/reference/neumf-user.ts';
import { neumf } from '../../src/kernels/reference/neumf.ts';
import { mix } from '../../src/kernels/reference/random.ts';
import { neumfParts, neumfVector } from '../../src/models/neural/neumf-people.ts';
import { scoreNeumf } from '../../src/models/neural/neumf-scores.ts';
import { layersWidth, neumfShape } from '../../src/models/neural/neumf-shape.ts';
import { fillNormal } from '../../src/random.ts';

const shapes = [
  { width: 4, layers: 1, factors: 1 },
  { width: 12, layers: 2, factors: 5 },
  { width: 20, layers: 3, factors: 8 },
];
const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** A random NeuMF of some users and films, all in one arena. */
function randomNeumf(options: (typeof shapes)[number], users = 5, films = 30) {
  const { shape: layout, width, towerSize } = neumfShape(options, options.factors);
  const arena = new Arena();
  const numbers = (length: number, purpose: string): Float32Array => {
    const array = arena.float32(length);
    fillNormal(array, 3, purpose, { deviation: 0.5 });
    return array;
  };
  const [tower, userVectors, itemVectors] = [
    numbers(towerSize, 'tower'),
    numbers(users * width, 'users'),
    numbers(films * width, 'items'),
  ];
  const shape = arena.place(layout);
  return { arena, shape, width, tower, userVectors, itemVectors, start: numbers(width, 'start') };
}
const rowOf = (rows: Float32Array, row: number, width: number) => rows.subarray(row * width, (row + 1) * width);

/** How far the one is from the other, by the length of the other. */
function distance(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  let [squares, whole] = [0, 1e-12];
  for (let at = 0; at < expected.length; at++) {
    squares += (found[at] - expected[at]) ** 2;
    whole += expected[at] ** 2;
  }
  expect(found).toHaveLength(expected.length);
  return Math.sqrt(squares / whole);
}

describe.each(shapes)('a tower of $layers layers from $width, $factors factors', (options) => {
  test.each([false, true])('the gradients of the reference are finite differences, models apart: %s', (apart) => {
    const { shape, tower, userVectors, itemVectors, width } = randomNeumf(options);
    const numbers = [tower, rowOf(userVectors, 0, width), rowOf(itemVectors, 0, width)].map((array) =>
      Float64Array.from(array),
    );
    const loss = (): number => {
      const { ofTower, ofProducts } = neumf({ shape, tower: numbers[0] }, numbers[1], numbers[2], () => [0, 0]);
      const ofLogit = (x: number): number => Math.log(1 + Math.exp(-x)); // cross-entropy of label 1
      return apart ? ofLogit(ofTower) + ofLogit(ofProducts) : ofLogit(ofTower + ofProducts);
    };
    const byTower = new Float64Array(tower.length);
    const errors = (t: number, p: number): [number, number] =>
      apart ? [logistic(t) - 1, logistic(p) - 1] : [logistic(t + p) - 1, logistic(t + p) - 1];
    const { byUser, byItem } = neumf({ shape, tower: numbers[0] }, numbers[1], numbers[2], errors, byTower);
    for (const [array, gradient] of [byTower, byUser, byItem].entries()) {
      gradient.forEach((value, at) => {
        const [before, step] = [numbers[array][at], 1e-6];
        numbers[array][at] = before + step;
        const more = loss();
        numbers[array][at] = before - step;
        const less = loss();
        numbers[array][at] = before;
        const isFixed = [tower.length - 5, width - 1, Infinity][array] === at; // what an offset is multiplied by
        expect(value).toBeCloseTo(isFixed ? 0 : (more - less) / (2 * step), 6);
      });
    }
  });

  test.each([
    { rows: 1, apart: false },
    { rows: 7, apart: true },
    { rows: 16, apart: false },
  ])('the gradients of $rows examples agree with float64 within 1e-5, models apart: $apart', ({ rows, apart }) => {
    const model = randomNeumf(options);
    const { arena, shape, tower, userVectors, itemVectors, width } = model;
    const users = arena.place(Int32Array.from({ length: rows }, (_, row) => row % 5));
    const items = arena.place(Int32Array.from({ length: rows }, (_, row) => (7 * row) % 30));
    const labels = arena.place(Float32Array.from({ length: rows }, (_, row) => [1, 0, -1][row % 3]));
    const turned = arena.float32(tower.length);
    const gradients = arena.float32(tower.length).fill(9);
    const [byUser, byItem] = [arena.float32(rows * width), arena.float32(rows * width)];
    const scratch = arena.float32(2 * rows * layersWidth(shape, 0));
    arena.kernels.neumfTurn(shape.byteOffset, tower.byteOffset, turned.byteOffset);
    arena.kernels.neumf(
      rows,
      users.byteOffset,
      items.byteOffset,
      labels.byteOffset,
      userVectors.byteOffset,
      itemVectors.byteOffset,
      width,
      shape.byteOffset,
      tower.byteOffset,
      turned.byteOffset,
      tower.length,
      gradients.byteOffset,
      byUser.byteOffset,
      byItem.byteOffset,
      Number(apart),
      scratch.byteOffset,
    );
    const sums = new Float64Array(tower.length);
    for (let row = 0; row < rows; row++) {
      const expected = neumf(
        { shape, tower },
        rowOf(userVectors, users[row], width),
        rowOf(itemVectors, items[row], width),
        (t, p) => {
          if (labels[row] < 0) return [0, 0];
          const of = (x: number): number => logistic(x) - labels[row];
          return apart ? [of(t), of(p)] : [of(t + p), of(t + p)];
        },
        sums,
      );
      expect(distance(rowOf(byUser, row, width), expected.byUser)).toBeLessThan(1e-5);
      expect(distance(rowOf(byItem, row, width), expected.byItem)).toBeLessThan(1e-5);
    }
    expect(distance(gradients, sums)).toBeLessThan(1e-5);
  });

  test('scores agree with float64 within 1e-5, and of some films they are the same to the bit', () => {
    const model = randomNeumf(options, 5, 150);
    const items = {
      ...model,
      films: Int32Array.of(0),
      passes: 1,
      draws: 1,
      weight: 1,
      rate: 0.1,
      regularization: 0.02,
      damping: 1,
      key: 1,
    };
    const fitted = { ...items, ...neumfParts(items, model.arena.float32) };
    const vector = rowOf(model.userVectors, 2, model.width);
    const scores = new Float32Array(150);
    scoreNeumf(fitted, { vector }, scores);
    const expected = Array.from(scores, (_, film) => {
      const logits = neumf(model, vector, rowOf(model.itemVectors, film, model.width), () => [0, 0]);
      return logits.ofTower + logits.ofProducts;
    });
    expect(distance(scores, expected)).toBeLessThan(1e-5);
    const some = Int32Array.of(149, 3, 77, 64, 63);
    const own = new Float32Array(5);
    scoreNeumf(fitted, { vector }, own, some);
    expect([...own]).toEqual(Array.from(some, (film) => scores[film]));
  });

  test.each([[], [4], [0, 3, 9, 12, 13, 20, 28]])(
    'the vector of who likes %j … agrees with float64 within 1e-3',
    (...own) => {
      const model = randomNeumf(options);
      const films = model.arena.place(Int32Array.from({ length: 25 }, (_, at) => at + 5));
      const items = {
        ...model,
        films,
        passes: 10,
        draws: 3,
        weight: 1.5,
        rate: 0.05,
        regularization: 0.02,
        damping: 0.5,
        key: 77,
      };
      const liked = Int32Array.from(own);
      const found = neumfVector({ ...items, ...neumfParts(items, model.arena.float32) }, liked);
      const { vector, shares } = neumfUser(items, liked);
      expect(distance(found, vector)).toBeLessThan(1e-3);
      const sum = Float64Array.from(model.start, (value, f) =>
        shares.reduce((total, share) => total + share[f], value),
      );
      expect(distance(sum, vector)).toBeLessThan(1e-12);
    },
  );
});

test('rows take a step for each example about them; others stay, and so does an offset but for its gradient', () => {
  const arena = new Arena();
  const [count, width, rate, regularization] = [6, 8, 0.1, 0.5];
  const rows = arena.place(Int32Array.of(3, 1, 3, 0, 3, 1));
  const numbers = (length: number, purpose: string) => {
    const array = arena.float32(length);
    fillNormal(array, 5, purpose);
    return array;
  };
  const gradients = numbers(count * width, 'gradients');
  const weights = numbers(5 * width, 'weights');
  const expected = Float64Array.from(weights);
  rows.forEach((row, example) => {
    for (let f = 0; f < width; f++) {
      const pull = f < width - 1 ? regularization * expected[row * width + f] : 0;
      expected[row * width + f] -= rate * (gradients[example * width + f] + pull);
    }
  });
  const before = weights.slice();
  const addresses = [rows, gradients, weights].map(({ byteOffset }) => byteOffset);
  arena.kernels.stepRows(count, addresses[0], addresses[1], width, addresses[2], rate, regularization);
  expect(distance(weights, expected)).toBeLessThan(1e-6);
  for (const row of [2, 4]) expect(rowOf(weights, row, width)).toEqual(rowOf(before, row, width));
});

test.each([1, 2, 37, 1024, 5001])('%i examples come once each, in another order for each key', (count) => {
  const order = (key: number) => Array.from({ length: count }, (_, index) => permuted(index, count, key));
  expect(order(5).toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, index) => index));
  if (count > 2) expect(order(5)).not.toEqual(order(6));
});

test('an epoch has each liked film once and others that are not liked, as drawn in JavaScript', () => {
  const arena = new Arena();
  const own = [[0, 2, 5], [], [1, 2, 3, 4, 5, 6, 7]];
  const [likes, negatives, orderKey, drawKey] = [10, 3, 4_000_000_000, 17];
  const liked = arena.place(Int32Array.from(own.flat()));
  const films = arena.place(Int32Array.of(1, 2, 3, 4, 5, 6, 7));
  const likedBy = Int32Array.from(own.flatMap((list, user) => list.map(() => user)));
  const count = likes * (1 + negatives);
  const [users, items, labels] = [arena.int32(count), arena.int32(count), arena.float32(count)];
  arena.kernels.neumfExamples(
    0,
    count,
    likes,
    arena.place(likedBy).byteOffset,
    arena.place(Uint32Array.of(0, 3, 3, 10)).byteOffset,
    liked.byteOffset,
    films.byteOffset,
    films.length,
    negatives,
    orderKey,
    drawKey,
    users.byteOffset,
    items.byteOffset,
    labels.byteOffset,
  );
  for (let place = 0; place < count; place++) {
    const example = permuted(place, count, orderKey);
    const pair = Math.floor(example / (1 + negatives));
    const user = likedBy[pair];
    expect(users[place]).toBe(user);
    if (example % (1 + negatives) === 0) {
      expect([items[place], labels[place]]).toEqual([liked[pair], 1]);
    } else {
      const film = drawFilm(new Set(own[user]), films, mix(example) + drawKey);
      expect(labels[place]).toBe(film < 0 ? -1 : 0);
      if (film >= 0) expect(items[place]).toBe(film);
    }
  }
  // The last person likes all there is.
  expect([...labels].filter((label) => label === -1)).toHaveLength(7 * negatives);
});

import { describe, expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { Arena } from '../../src/kernels/arena.ts';
import type { Call } from '../../src/kernels/call.ts';
import { parallel, ranges } from '../../src/kernels/parallel.ts';
import { coCounts } from '../../src/kernels/reference/co-counts.ts';
import { elasticNet as expected } from '../../src/kernels/reference/elastic-net.ts';
import { uniform } from '../../src/random.ts';

/** How many people have both of two films; whether someone has a film depends on how the two go together. */
function randomCounts(users: number, films: number): Float64Array {
  const random = uniform(3, `${users} ${films}`);
  const rows = Array.from({ length: users }, (_, user) =>
    Int32Array.from({ length: films }, (_, film) => film).filter(
      (film) => random(user * films + film) < ((user + film) % 3 === 0 ? 0.5 : 0.2),
    ),
  );
  const starts = new Uint32Array(users + 1);
  for (const [user, row] of rows.entries()) starts[user + 1] = starts[user] + row.length;
  return coCounts({ starts, indexes: Int32Array.from(rows.flatMap((row) => [...row])) }, films, 0);
}

interface Options {
  readonly l1: number;
  readonly l2: number;
  readonly positive: boolean;
  readonly neighbors?: number;
}

/** The weights for films from `first` to before `last`, in rows of `width`. */
async function weigh(
  counts: Float64Array,
  films: number,
  [first, last]: [number, number],
  { l1, l2, positive, neighbors = 0 }: Options,
  { threads = 1, work = 1e12, tolerance = 1e-6 } = {},
): Promise<{ weights: Float32Array; width: number; calls: number }> {
  const arena = new Arena();
  const width = Math.ceil(films / 4) * 4;
  const gram = arena.float32(films * width);
  for (let row = 0; row < films; row++) gram.set(counts.subarray(row * films, (row + 1) * films), row * width);
  const diagonal = arena.float32(width);
  for (let film = 0; film < films; film++) diagonal[film] = counts[film * (films + 1)];
  const block = arena.float32((last - first) * width);
  const sweeps = arena.int32(last - first);
  const tasks = ranges(last - first, 3).map(([from, to]): Call<'elasticNet'> => [
    first + from,
    first + to,
    films,
    gram.byteOffset,
    diagonal.byteOffset,
    width,
    l1,
    l2,
    Number(positive),
    neighbors,
    tolerance,
    10_000,
    work,
    first,
    block.byteOffset,
    sweeps.byteOffset,
  ]);
  const scratch = 4 * (6 * width + 513 * 512);
  let calls = 0;
  for (; sweeps.some((done) => done >= 0); calls++) {
    await parallel(arena, { kernel: 'elasticNet', tasks, scratch }, createContext({ threads }));
  }
  return { weights: block, width, calls };
}

const sizes = [1, 2, 5, 31, 70];
const nets: Options[] = [
  { l1: 2, l2: 5, positive: true },
  { l1: 0, l2: 20, positive: true },
  { l1: 1, l2: 10, positive: false },
  { l1: 0, l2: 20, positive: false },
  { l1: 1e6, l2: 0, positive: true },
];
const cases = sizes.flatMap((films) => nets.map((net) => [films, net] as const));

describe.each(cases)('%i films, %o', (films, net) => {
  const counts = randomCounts(150, films);

  test('weights are those of 200 naive sweeps in float64 within 1e-5', async () => {
    const { weights, width } = await weigh(counts, films, [0, films], net);
    for (let film = 0; film < films; film++) {
      const oracle = expected(counts, films, film, { ...net, sweeps: 200 });
      for (let other = 0; other < width; other++) {
        expect(Math.abs(weights[film * width + other] - (oracle[other] ?? 0))).toBeLessThan(1e-5);
      }
    }
  });

  test('one thread and two give the same bytes', async () => {
    const [one, two] = [{ threads: 1 }, { threads: 2 }];
    expect(await weigh(counts, films, [0, films], net, two)).toEqual(await weigh(counts, films, [0, films], net, one));
  });
});

test.each([0, 6])(
  'weights learned in many calls of little work are those of one call, neighbors: %i',
  async (neighbors) => {
    const counts = randomCounts(150, 31);
    const net = { l1: 0.5, l2: 5, positive: false, neighbors };
    const [once, often] = [1e12, 100].map((work) => weigh(counts, 31, [0, 31], net, { work }));
    expect((await once).calls).toBe(1);
    expect((await often).calls).toBeGreaterThan(1);
    expect((await often).calls).toBeLessThan(1000); // settled long before the 10,000 sweeps are used up
    const { weights } = await once;
    (await often).weights.forEach((weight, at) => expect(Math.abs(weight - weights[at])).toBeLessThan(1e-3));
  },
);

// Where there is no l1 and no sign, the derivative at the minimum is 0: (G + l2 I) w = g but for the film itself.
test('more films at work than have a matrix of their own are weighed by the whole one, to a derivative of 0', async () => {
  const [films, film] = [600, 7];
  const counts = randomCounts(700, films);
  const { weights } = await weigh(counts, films, [film, film + 1], { l1: 0, l2: 100, positive: false });
  expect(weights.filter((weight) => weight !== 0)).toHaveLength(films - 1);
  for (let other = 0; other < films; other++) {
    if (other === film) continue;
    let pull = counts[film * films + other] - 100 * weights[other];
    for (let one = 0; one < films; one++) pull -= counts[other * films + one] * weights[one];
    expect(Math.abs(pull)).toBeLessThan(1e-3);
  }
});

test('with `neighbors` the weights are those of a net over the films of the highest cosine alone', async () => {
  const films = 31;
  const counts = randomCounts(150, films);
  const net = { l1: 1, l2: 5, positive: false, neighbors: 6 };
  const { weights, width } = await weigh(counts, films, [0, films], net);
  for (let film = 0; film < films; film++) {
    const cosine = (other: number): number =>
      counts[film * films + other] / Math.sqrt(counts[other * (films + 1)] * counts[film * (films + 1)]);
    const others = Array.from({ length: films }, (_, other) => other).filter((other) => other !== film);
    const nearest = others.toSorted((a, b) => cosine(b) - cosine(a) || a - b).slice(0, 6);
    const kept = [film, ...nearest];
    const part = Float64Array.from(kept.flatMap((a) => kept.map((b) => counts[a * films + b])));
    const oracle = expected(part, kept.length, 0, { ...net, sweeps: 500 });
    for (let other = 0; other < films; other++) {
      const place = kept.indexOf(other);
      expect(weights[film * width + other]).toBeCloseTo(place < 0 ? 0 : oracle[place], 5);
    }
  }
});

// g = 8 fans each, 4 in common: w = (4 − l1) / (8 + l2).
test('the reference weighs two films by hand', () => {
  const counts = Float64Array.of(8, 4, 4, 8);
  expect([...expected(counts, 2, 0, { l1: 1, l2: 2, positive: true, sweeps: 3 })]).toEqual([0, 0.3]);
  expect([...expected(counts, 2, 1, { l1: 5, l2: 2, positive: true, sweeps: 3 })]).toEqual([0, 0]);
});

import { describe, expect, test } from 'vitest';
import { Arena } from '../../src/kernels/arena.ts';
import { occasionOffsets } from '../../src/kernels/reference/occasion-offsets.ts';
import { withoutOccasions, type Occasions } from '../../src/kernels/reference/without-occasions.ts';
import { timedRows } from '../../src/models/temporal/timed-rows.ts';
import { normal } from '../../src/random.ts';
import { timedHistories } from '../fixtures/timed-histories.ts';

const variances = { dayVariance: 0.3, burstVariance: 0.7 };
const factors = 5;
const width = 12;

/** Ratings of people with every length of history, and random films and people. */
function placed(users: number, items: number, driftColumns: number) {
  const arena = new Arena();
  const noise = normal(items, 'vectors', 0.5);
  const histories = timedHistories(users, items);
  const starts = new Uint32Array(users + 1);
  for (const [user, history] of histories.entries()) starts[user + 1] = starts[user] + history.items.length;
  const together = <T>(of: (history: (typeof histories)[number]) => Iterable<T>): T[] =>
    histories.flatMap((one) => [...of(one)]);
  const rows = {
    starts: arena.place(starts),
    indexes: Int32Array.from(together((one) => one.items)),
    values: Float32Array.from(together((one) => one.ratings)),
    times: Uint32Array.from(together((one) => one.times)),
  };
  const timed = timedRows(rows, { periodStarts: Uint32Array.of(0), pause: 60 }, arena);
  const targets = arena.place(timed.values.map((value) => value - 3));
  const itemVectors = arena.float32(items * width).map((_, at) => noise(at));
  const userWidth = 4 * Math.ceil((factors + 1 + driftColumns) / 4);
  const userVectors = arena.float32(users * userWidth).map((_, at) => noise(1e6 + at));
  const vectors = { itemVectors: arena.place(itemVectors), userVectors: arena.place(userVectors) };
  /** (q, 1, drift) of the rating in a place. */
  const x = (at: number): number[] => {
    const q = vectors.itemVectors.subarray(timed.indexes[at] * width, timed.indexes[at] * width + factors);
    const d = timed.deviations[at];
    const drift = driftColumns === 0 ? [] : driftColumns === 1 ? [d] : [...q.map((value) => d * value), d];
    return [...q, 1, ...drift];
  };
  const address = ({ byteOffset }: { byteOffset: number }): number => byteOffset;
  const shared = [
    ...([0, users, address(rows.starts), address(timed.indexes), address(targets)] as const),
    ...([address(timed.deviations), address(timed.days), address(timed.bursts)] as const),
    ...([variances.dayVariance, variances.burstVariance, address(vectors.itemVectors), width, factors] as const),
    driftColumns,
  ] as const;
  const occasionsOf = (user: number): Occasions & { readonly places: number[] } => {
    const places = Array.from({ length: starts[user + 1] - starts[user] }, (_, at) => starts[user] + at);
    return {
      ...variances,
      places,
      days: places.map((at) => timed.days[at]),
      bursts: places.map((at) => timed.bursts[at]),
    };
  };
  return { arena, timed, targets, userWidth, ...vectors, x, shared, occasionsOf };
}

describe.each([
  [4, 1, 0],
  [7, 3, 1],
  [9, 40, factors + 1],
  [6, 90, 1],
])('%i users, %i items, %i columns of drift', (users, items, driftColumns) => {
  test('products of temporal rows are those of the least squares under the covariance of the occasions', () => {
    const { arena, targets, x, shared, occasionsOf } = placed(users, items, driftColumns);
    const size = factors + 1 + driftColumns;
    const rowLength = 4 * Math.ceil((size + 1) / 4);
    const rows = arena.float32(targets.length * rowLength);
    const rowTargets = arena.float32(targets.length);
    const scratch = arena.float32(rowLength).fill(NaN);
    arena.kernels.temporalRows(...shared, rows.byteOffset, rowLength, rowTargets.byteOffset, scratch.byteOffset);
    for (let user = 0; user < users; user++) {
      const occasions = occasionsOf(user);
      const { places } = occasions;
      const column = (of: (at: number) => number): number[] => places.map(of);
      const product = (a: readonly number[], b: ArrayLike<number>): number =>
        a.reduce((sum, value, n) => sum + value * b[n], 0);
      const own = (c: number) => column((at) => rows[at * rowLength + c]);
      const ownTargets = column((at) => rowTargets[at]);
      for (let a = 0; a < size; a++) {
        const weighted = withoutOccasions(
          occasions,
          column((at) => x(at)[a]),
        );
        expect(product(own(a), ownTargets)).toBeCloseTo(
          product(
            column((at) => targets[at]),
            weighted,
          ),
          3,
        );
        for (let b = 0; b < size; b++) {
          expect(product(own(a), own(b))).toBeCloseTo(
            product(
              column((at) => x(at)[b]),
              weighted,
            ),
            3,
          );
        }
      }
    }
  });

  test('offsets of days and bursts are what their covariance predicts from what the vectors leave', () => {
    const { arena, timed, targets, userVectors, userWidth, x, shared, occasionsOf } = placed(
      users,
      items,
      driftColumns,
    );
    const wanted = new Map<number, number>();
    for (let user = 0; user < users; user++) {
      const occasions = occasionsOf(user);
      const vector = userVectors.subarray(user * userWidth);
      const left = occasions.places.map(
        (at) => targets[at] - x(at).reduce((sum, value, n) => sum + value * vector[n], 0),
      );
      for (const [occasion, offset] of occasionOffsets(occasions, left)) wanted.set(occasion, offset);
    }
    const offsets = arena.float32(timed.occasionCounts.length).fill(NaN);
    arena.kernels.occasionOffsets(...shared, userVectors.byteOffset, userWidth, offsets.byteOffset);
    expect(wanted.size).toBe(offsets.length);
    for (const [occasion, offset] of wanted) expect(offsets[occasion]).toBeCloseTo(offset, 4);
  });
});

import { expect, test } from 'vitest';
import { Arena } from '../../src/kernels/arena.ts';
import { softmaxGradient as expected } from '../../src/kernels/reference/softmax-gradient.ts';
import { normal } from '../../src/random.ts';

const random = normal(2, 'scores', 4);
const scale = 0.25;

/** Three rows that like nothing, one thing, and every second thing; scores around `level`. */
function gradientOf(count: number, level: number) {
  const arena = new Arena();
  const width = Math.ceil(count / 4) * 4;
  const likes = [[], [count - 1], [...Array(count).keys()].filter((item) => item % 2 === 0)];
  const starts = arena.place(Uint32Array.of(0, 0, 1, 1 + likes[2].length));
  const targets = arena.place(Int32Array.from(likes.flat()));
  const scores = arena.float32(3 * width);
  for (let at = 0; at < 3 * width; at++) scores[at] = at % width < count ? level + random(at) : 0;
  const given = scores.slice();
  const losses = arena.float32(6);
  for (const row of [2, 0, 1]) {
    arena.kernels.softmaxGradient(
      ...([row, row + 1, starts.byteOffset, targets.byteOffset] as const),
      ...([scores.byteOffset, count, width, scale, losses.byteOffset] as const),
    );
  }
  return { likes, width, given, scores, losses };
}

test.each([1, 2, 3, 4, 7, 64, 301])('%i films: gradient within 1e-5 and loss within 1e-4 of float64', (count) => {
  for (const level of [0, 500, -500]) {
    const { likes, width, given, scores, losses } = gradientOf(count, level);
    for (const [row, own] of likes.entries()) {
      const oracle = expected(given.subarray(row * width, row * width + count), own);
      const size = Math.max(1, own.length);
      oracle.gradient.forEach((slope, item) =>
        expect(Math.abs(scores[row * width + item] - scale * slope)).toBeLessThan(1e-5 * size),
      );
      const loss = own.length * Math.log(losses[2 * row]) - losses[2 * row + 1];
      expect(Math.abs(loss - oracle.loss)).toBeLessThan(1e-4 * size);
    }
  }
});

test('what fills up a row stays 0, whatever the scores', () => {
  const { width, scores } = gradientOf(5, -500);
  expect([...scores].filter((value, at) => at % width >= 5 && value !== 0)).toEqual([]);
});

test('the reference is the slope of its loss', () => {
  const scores = [0.3, -1, 2, 0.5];
  const { gradient } = expected(scores, [1, 2]);
  scores.forEach((score, at) => {
    const lossAt = (value: number): number => expected(scores.with(at, value), [1, 2]).loss;
    expect(gradient[at]).toBeCloseTo((lossAt(score + 1e-6) - lossAt(score - 1e-6)) / 2e-6, 6);
  });
});

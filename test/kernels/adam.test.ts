import { expect, test } from 'vitest';
import { Arena } from '../../src/kernels/arena.ts';
import { adam as expected } from '../../src/kernels/reference/adam.ts';
import { normal } from '../../src/random.ts';

const options = { rate: 0.01, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
const { rate, beta1, beta2, epsilon } = options;

/** The weights after some steps of the kernel, each cut into ranges, and those of the reference. */
function descend(count: number, steps: number, cut: number) {
  const arena = new Arena();
  const random = normal(3, 'adam');
  const weights = arena.float32(count).map((_, at) => random(at));
  const oracle = Float64Array.from(weights);
  const moments = { first: new Float64Array(count), second: new Float64Array(count) };
  const [w, g, m, v] = [arena.place(weights), ...[1, 2, 3].map(() => arena.float32(count))];
  for (let step = 1; step <= steps; step++) {
    for (let at = 0; at < count; at++)
      g[at] = at % 5 === 0 ? 0 : (random(step * count + at) + 3) * 10 ** ((at % 7) - 3);
    expected(oracle, Float64Array.from(g), moments, step, options);
    for (let from = 0; from < count; from += cut) {
      arena.kernels.adam(
        ...[from, Math.min(count, from + cut)],
        ...([w.byteOffset, g.byteOffset, m.byteOffset, v.byteOffset] as const),
        ...([rate, beta1, beta2, epsilon, 1 - beta1 ** step, 1 - beta2 ** step] as const),
      );
    }
  }
  return { found: w.slice(), oracle };
}

test.each([0, 1, 3, 4, 5, 18, 64])('%i weights after 30 steps agree with float64 within 1e-5', (count) => {
  const { found, oracle } = descend(count, 30, count + 1);
  found.forEach((weight, at) => expect(Math.abs(weight - oracle[at])).toBeLessThan(1e-5));
});

test('gives the same bits however the weights are cut', () => {
  const { found } = descend(23, 5, 24);
  for (const cut of [1, 3, 4, 7]) expect(descend(23, 5, cut).found).toEqual(found);
});

test('the first step of a weight is the rate, whatever the size of its gradient, and 0 where the gradient is', () => {
  const start = normal(3, 'adam');
  const { found } = descend(14, 1, 14);
  found.forEach((weight, at) => {
    const step = Math.abs(weight - Math.fround(start(at)));
    expect(Math.abs(step - (at % 5 === 0 ? 0 : rate))).toBeLessThan(1e-6);
  });
});

import { describe, expect, test } from 'vitest';
import { bprSteps } from '../../../src/kernels/reference/bpr-users.ts';
import { warpSteps } from '../../../src/kernels/reference/warp-users.ts';
import { rankWeights } from '../../../src/models/descent/pairwise-descent.ts';
import { explainPairwise } from '../../../src/models/descent/pairwise-users.ts';
import { normal } from '../../../src/random.ts';

const [count, factors, width] = [1000, 3, 8];
const noise = normal(7, 'films', 0.3);
const itemVectors = Float32Array.from({ length: count * width }, (_, at) =>
  at % width < factors ? noise(at) : at % width === factors ? 1 : 0,
);
const films = Int32Array.from({ length: count }, (_, item) => item);

describe.each([
  { rate: 0.05, regularization: 3, likes: 600, what: 'what steps keep of the first underflows' },
  { rate: 0.5, regularization: 2, likes: 20, what: 'a step keeps nothing' },
  { rate: 0.5, regularization: 3, likes: 20, what: 'a step turns the vector around' },
])('$what', ({ rate, regularization, likes }) => {
  test.each(['bpr', 'warp'])('the reasons of %s are numbers and add up to the score, within 1e-6', (name) => {
    const tries = name === 'warp' ? 5 : undefined;
    const settings = { passes: 20, rate, regularization, key: 11 };
    const items = { from: 4, factors, width, films, itemVectors, ...settings, ...(tries && { tries }) };
    const liked = films.subarray(100, 100 + likes);
    const user = { liked, others: films, itemVectors, width, constant: factors + 1, ...settings };
    const steps = tries ? warpSteps({ ...user, weights: rankWeights(count, tries) }) : bprSteps(user);
    let step = steps.next();
    while (!step.done) step = steps.next();
    const vector = Float32Array.from(step.value);

    const reasons = explainPairwise(items, liked, vector, 105);
    for (const { amount } of reasons) expect(Number.isFinite(amount)).toBe(true);
    expect(reasons.some(({ because, amount }) => because === 'rated' && Math.abs(amount) > 1e-5)).toBe(true);
    expect(Math.abs(reasons.at(-1)!.amount)).toBeLessThan(1e-6);
  });
});

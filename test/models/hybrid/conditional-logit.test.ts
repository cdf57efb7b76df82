import { expect, test } from 'vitest';
import { createContext } from '../../../src/context.ts';
import { fitChoices, type Choices, type Pull } from '../../../src/models/hybrid/conditional-logit.ts';
import { normal } from '../../../src/random.ts';

const context = createContext();
const width = 3;

/** Groups of two good rows and four others, whose rows stand in one of two blocks; the good ones are higher in column 1. */
function randomChoices(groups: number): Choices {
  const draw = normal(5, 'choices');
  const rows = groups * 6;
  const columns = Float64Array.from({ length: rows * width }, (_, at) => {
    const [row, column] = [Math.floor(at / width), at % width];
    const isGood = row % 6 < 2;
    return column === 0 ? 1 : draw(at) + (isGood && column === 1 ? 1 : 0) - (isGood && column === 2 ? 0.5 : 0);
  });
  return {
    width,
    columns,
    offsetOf: (row) => (row % 2) * width,
    rows: Array.from({ length: groups }, (_, group) => ({
      from: 6 * group,
      firstOther: 6 * group + 2,
      to: 6 * group + 6,
    })),
  };
}

/** The loss as the formula has it, term by term. */
function naiveLoss({ columns, offsetOf, rows }: Choices, { center, strength }: Pull, weights: Float64Array): number {
  const score = (row: number): number =>
    [0, 1, 2].reduce((sum, column) => sum + weights[offsetOf(row) + column] * columns[row * width + column], 0);
  let loss = 0;
  for (const { from, firstOther, to } of rows) {
    for (let good = from; good < firstOther; good++) {
      let whole = Math.exp(score(good));
      for (let other = firstOther; other < to; other++) whole += Math.exp(score(other));
      loss -= Math.log(Math.exp(score(good)) / whole);
    }
  }
  return loss + weights.reduce((sum, weight, at) => sum + (strength / 2) * (weight - center[at]) ** 2, 0);
}

test('ends where the loss, written out naively, falls in no direction that the bounds allow', async () => {
  const choices = randomChoices(40);
  const pull: Pull = { center: new Float64Array(6).fill(0.1), strength: 2 };
  const weights = await fitChoices(choices, pull, context);
  const loss = (at: number, by: number): number =>
    naiveLoss(
      choices,
      pull,
      weights.map((weight, place) => (place === at ? weight + by : weight)),
    );
  for (const [at, weight] of weights.entries()) {
    const slope = (loss(at, 1e-4) - loss(at, -1e-4)) / 2e-4;
    if (weight > 1e-6) expect(Math.abs(slope)).toBeLessThan(0.02);
    else expect(slope).toBeGreaterThan(-0.02);
  }
  // What speaks against the good rows is left out, not turned around.
  expect(weights[1]).toBeGreaterThan(0.3);
  expect(weights[4]).toBeGreaterThan(0.3);
  expect([weights[2], weights[5]]).toEqual([0, 0]);
});

test('one good row against one other is plain logistic regression of their difference', async () => {
  const draw = normal(6, 'pairs');
  const pairs = 60;
  const columns = Float64Array.from({ length: pairs * 2 }, (_, at) => draw(at) + (at % 2 === 0 ? 0.7 : 0));
  const choices: Choices = {
    width: 1,
    columns,
    offsetOf: () => 0,
    rows: Array.from({ length: pairs }, (_, at) => ({ from: 2 * at, firstOther: 2 * at + 1, to: 2 * at + 2 })),
  };
  const pull: Pull = { center: new Float64Array(1), strength: 1 };
  const [weight] = await fitChoices(choices, pull, context);
  // Σ d σ(−w d) = w at the optimum, found by bisection.
  let [low, high] = [0, 20];
  for (let step = 0; step < 60; step++) {
    const w = (low + high) / 2;
    let slope = -w;
    for (let at = 0; at < pairs; at++) {
      const d = columns[2 * at] - columns[2 * at + 1];
      slope += d / (1 + Math.exp(w * d));
    }
    if (slope > 0) low = w;
    else high = w;
  }
  expect(weight).toBeCloseTo(low, 3);
});

test('without any choice, the weights are where they are pulled', async () => {
  const center = Float64Array.of(1, 2, 3);
  const none: Choices = { width, columns: new Float64Array(), offsetOf: () => 0, rows: [] };
  expect(await fitChoices(none, { center, strength: 1 }, context)).toEqual(center);
});

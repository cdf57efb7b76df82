import { expect, test } from 'vitest';
import { StarScale } from '../../../src/dataset/generator/star-scale.ts';

const opinions = (): Float64Array => Float64Array.from({ length: 10_000 }, (_, at) => Math.sin(at) * 10 + at / 1000);
const count = (stars: readonly number[], star: number): number => stars.filter((given) => given === star).length;

test('whole stars come out in the wanted shares', () => {
  const scale = new StarScale(opinions(), { 1: 10, 2: 20, 3: 30, 4: 25, 5: 15 }, 1);
  const stars = Array.from(opinions(), (opinion) => scale.starsFor(opinion, true));
  expect([1, 2, 3, 4, 5].map((star) => count(stars, star))).toEqual([1000, 2000, 3000, 2500, 1500]);
});

test('people with and without half stars together give the wanted shares', () => {
  const shares = { 1: 10, 1.5: 10, 2: 40, 2.5: 10, 3: 30 };
  const scale = new StarScale(opinions(), shares, 0.5);
  const whole = Array.from(opinions(), (opinion) => scale.starsFor(opinion, true));
  const half = Array.from(opinions(), (opinion) => scale.starsFor(opinion, false));
  expect(count(whole, 1.5) + count(whole, 2.5)).toBe(0);
  for (const [star, share] of Object.entries(shares)) {
    expect(count([...whole, ...half], Number(star)) / 20_000).toBeCloseTo(share / 100, 3);
  }
});

test('a better opinion never gives fewer stars', () => {
  const scale = new StarScale(opinions(), { 0.5: 1, 1: 2, 3: 3, 4.5: 2, 5: 1 }, 0.3);
  for (const whole of [true, false]) {
    const stars = Array.from(opinions().sort(), (opinion) => scale.starsFor(opinion, whole));
    expect(stars).toEqual([...stars].sort());
  }
});

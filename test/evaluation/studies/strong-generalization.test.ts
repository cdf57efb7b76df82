import { expect, test } from 'vitest';
import { Ratings } from '../../../src/dataset/ratings.ts';
import { role } from '../../../src/dataset/splits/role.ts';
import { strongGeneralization } from '../../../src/evaluation/studies/strong-generalization.ts';
import { ratingsFrom } from '../../fixtures/ratings.ts';
import { sampleRows } from '../../fixtures/study-samples.ts';

const rows = sampleRows(0.5).map(({ user, film, rating }) => ({ user: `u${user}`, item: `f${film}`, rating }));
const ratings = ratingsFrom(rows, { min: 0.5, max: 5 });
const rules = { from: 4, least: 12, people: 10_000, tested: 0.2 };
const roles = strongGeneralization(ratings, rules, 42);
const { user, item, value } = ratings.columns;

const positions = Array.from(value.keys());
const of = (wanted: number): number[] => positions.filter((at) => roles[at] === wanted);
const peopleWith = (...wanted: number[]): Set<number> => new Set(wanted.flatMap(of).map((at) => user[at]));
const kept = (someone: number): number[] => positions.filter((at) => user[at] === someone && value[at] >= 4);
const eligible = [...new Set(user)].filter((someone) => kept(someone).length >= rules.least);

test('nobody who is tested has a rating in training, and whole people are on one side', () => {
  const trained = peopleWith(role.train);
  for (const someone of peopleWith(role.test, role.foldIn)) expect(trained.has(someone)).toBe(false);
  for (const someone of trained) for (const at of kept(someone)) expect(roles[at]).toBe(role.train);
});

test('a tenth of those with enough good ratings is tested, a tenth is set aside, the others are trained on', () => {
  const tenth = Math.floor(eligible.length / 10);
  expect(tenth).toBeGreaterThan(1);
  expect(peopleWith(role.test).size).toBe(tenth);
  expect(peopleWith(role.train).size).toBe(eligible.length - 2 * tenth);
  expect(eligible.length).toBeLessThan(ratings.users.size); // so that there is someone with too few
  for (const someone of peopleWith(role.train, role.test)) expect(eligible).toContain(someone);
});

test('low ratings and films that nobody in training rated well have no part', () => {
  const known = new Set(of(role.train).map((at) => item[at]));
  for (const at of [...of(role.train), ...of(role.test), ...of(role.foldIn)]) {
    expect(value[at]).toBeGreaterThanOrEqual(4);
    expect(known.has(item[at])).toBe(true);
  }
});

test('a fifth of what a tested person has left is tested, rounded down, and the rest is folded in', () => {
  const known = new Set(of(role.train).map((at) => item[at]));
  for (const someone of peopleWith(role.test)) {
    const left = kept(someone).filter((at) => known.has(item[at]));
    expect(left.filter((at) => roles[at] === role.test)).toHaveLength(Math.floor(0.2 * left.length));
    expect(left.filter((at) => roles[at] === role.foldIn)).toHaveLength(left.length - Math.floor(0.2 * left.length));
  }
});

test('as many people are tested as the study says where there are enough', () => {
  const few = strongGeneralization(ratings, { ...rules, people: 2 }, 42);
  expect(new Set(positions.filter((at) => few[at] === role.test).map((at) => user[at])).size).toBe(2);
});

test('the roles do not depend on the order of the rows, and another seed gives others', () => {
  const backwards = positions.toReversed();
  const { users, items, meta } = ratings;
  const turned = new Ratings(
    users,
    items,
    {
      user: Int32Array.from(backwards, (at) => user[at]),
      item: Int32Array.from(backwards, (at) => item[at]),
      value: Float32Array.from(backwards, (at) => value[at]),
    },
    meta,
  );
  expect(strongGeneralization(turned, rules, 42).toReversed()).toEqual(roles);
  expect(strongGeneralization(ratings, rules, 43)).not.toEqual(roles);
});

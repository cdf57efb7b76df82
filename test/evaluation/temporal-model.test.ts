import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { role } from '../../src/dataset/splits/role.ts';
import { evaluateRounds } from '../../src/evaluation/evaluate-rounds.ts';
import { figureOf } from '../../src/evaluation/measure.ts';
import { metricsOf } from '../../src/metrics/registry.ts';
import { defineModel } from '../../src/models/contract/define-model.ts';
import { fitModel } from '../../src/models/contract/fit-model.ts';
import { ratingsFrom } from '../fixtures/ratings.ts';

/** Before the year 2001 everyone gave 2, from then on 4, and it likes film 0 before and film 1 after. */
const turn = 978_307_200;
const oracle = defineModel({
  name: 'oracle',
  summary: 'What it was at a time.',
  choose: 'In this test.',
  reference: 'this test',
  feedback: 'explicit',
  needs: ['times'],
  parameters: {},
  memory: () => 1,
  fit: () => ({}),
  score(_: object, { history: { at = 0 } }, scores: Float32Array) {
    scores.fill(at < turn ? 2 : 4);
    scores[at < turn ? 0 : 1] += 0.5;
  },
  explain: () => [],
});

test('a temporal model predicts each rating as of its time, and lists as of the first', async () => {
  const rows = ['a', 'b', 'c'].flatMap((user, person) =>
    ['w', 'x', 'y', 'z'].map((item, film) => {
      const late = film % 2 === 1 || person === 2;
      return { user, item, rating: late ? 4 : 2, time: turn + (late ? 1000 : -1000) + film };
    }),
  );
  // d, who is not tested, rated all, so that there is something to learn of each film.
  rows.push(...['w', 'x', 'y', 'z'].map((item) => ({ user: 'd', item, rating: 3, time: turn })));
  const ratings = ratingsFrom(rows);
  // Of a and b films w (early) and z (late) are tested, of c w and x, both late.
  const roles = Uint8Array.from(rows, ({ user, item }) =>
    (user === 'd' ? '' : user === 'c' ? 'wx' : 'wz').includes(item) ? role.test : role.train,
  );
  const training = ratings.filter((at) => roles[at] === role.train);
  const model = await fitModel(oracle, training, {}, createContext());
  const round = { roles, model: () => Promise.resolve(model), pool: new Uint8Array(4).fill(1) };
  const metrics = metricsOf(['rmse', 'precision']);
  const judging = { metrics, cutoffs: [1], relevant: 4 };
  const { outcomes } = await evaluateRounds('oracle', [round], ratings, judging, createContext());
  const figure = (key: string): number => figureOf(outcomes.measures.get(key)!);
  // Only the film that it likes at the time is half a star off: w for a and b, x for c.
  expect(figure('rmse')).toBeCloseTo(Math.sqrt((3 * 0.25) / 6), 6);
  // Good are z of a and b, and w and x of c. a and b are asked before z: w comes first; c is asked late: x does.
  expect(figure('precision@1')).toBeCloseTo(1 / 3, 6);
});

test('where no time is known it is asked as of the end', async () => {
  const rows = [0, 1, 2].map((item) => ({ user: 'a', item: `${item}`, rating: 4, time: item === 0 ? turn : 0 }));
  const ratings = ratingsFrom(rows);
  const model = await fitModel(oracle, ratings, {}, createContext());
  const [early, unknown] = model.predictItems(model.user(-1), Int32Array.of(2, 2), Uint32Array.of(5, 0));
  expect(early.rating).toBe(2);
  expect(unknown).toEqual(model.predict(model.user(-1), 2));
});

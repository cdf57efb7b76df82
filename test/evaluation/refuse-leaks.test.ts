import { expect, test } from 'vitest';
import { createContext } from '../../src/context.ts';
import { splitRatings } from '../../src/dataset/splits/split-ratings.ts';
import { role } from '../../src/dataset/splits/role.ts';
import { evaluateRounds } from '../../src/evaluation/evaluate-rounds.ts';
import { refuseLeaks } from '../../src/evaluation/refuse-leaks.ts';
import { metricsOf } from '../../src/metrics/registry.ts';
import { fit } from '../../src/models/registry.ts';
import { twoTastes } from '../fixtures/ratings.ts';

const context = createContext({ threads: 1 });
const ratings = twoTastes();
const { user, item } = ratings.columns;
const columns = { user, item, users: ratings.users.size, items: ratings.items.size };
const [roles] = splitRatings('by-user', columns);
const training = ratings.filter((at) => roles[at] === role.train);
const heldOut = ratings.filter((at) => roles[at] === role.test);
const leak = (message: RegExp): unknown =>
  expect.objectContaining({ code: 'LEAK', message: expect.stringMatching(message) as unknown });

test('an honest model is let through', async () => {
  const model = await fit('bias', training, {}, context);
  expect(() => refuseLeaks(model, heldOut.byUser)).not.toThrow();
});

test('a model that has seen everything is refused, with how many ratings it has seen and the first of them', async () => {
  const model = await fit('bias', ratings, {}, context);
  const { indexes, starts } = heldOut.byUser;
  const first = starts.findIndex((start, row) => starts[row + 1] > start);
  const pair = `user ${ratings.users.names[first]}, film ${ratings.items.names[indexes[0]]}`;
  expect(() => refuseLeaks(model, heldOut.byUser)).toThrow(
    leak(new RegExp(`^bias has seen ${heldOut.size} of the ${heldOut.size} ratings .*first: ${pair}`)),
  );
});

test('a single held-out rating among thousands is enough, wherever it stands', async () => {
  for (const at of [0, Math.floor(heldOut.size / 2), heldOut.size - 1]) {
    const [person, film] = [heldOut.columns.user[at], heldOut.columns.item[at]];
    const seen = ratings.filter((n) => roles[n] === role.train || (user[n] === person && item[n] === film));
    const model = await fit('popularity', seen, {}, context);
    const names = `user ${ratings.users.names[person]}, film ${ratings.items.names[film]}`;
    expect(() => refuseLeaks(model, heldOut.byUser)).toThrow(leak(new RegExp(`seen 1 of the .*first: ${names}\\)`)));
  }
});

test('what is folded in must not be tested either', async () => {
  const model = await fit('bias', training, {}, context);
  const foldIn = ratings.filter((at) => roles[at] === role.train && at % 2 === 0);
  expect(() => refuseLeaks(model, heldOut.byUser, foldIn.byUser)).not.toThrow();
  const leaking = ratings.filter((at) => at % 2 === 0);
  expect(() => refuseLeaks(model, heldOut.byUser, leaking.byUser)).toThrow(leak(/ratings that it is to be tested on/));
});

test('what is hidden from a model must not be what it was fitted on', async () => {
  const model = await fit('bias', training, {}, context);
  const others = ratings.filter((at) => roles[at] === role.test && at % 2 === 0);
  const tested = ratings.filter((at) => roles[at] === role.test && at % 2 === 1);
  expect(() => refuseLeaks(model, tested.byUser, undefined, others.byUser)).not.toThrow();
  expect(() => refuseLeaks(model, tested.byUser, undefined, training.byUser)).toThrow(
    leak(new RegExp(`seen ${training.size} of the ${training.size} ratings that are to be hidden from it`)),
  );
});

test('an evaluation does not begin with a model that has seen the answers', async () => {
  const rounds = [{ roles, model: () => fit('bias', ratings, {}, context) }];
  const judging = { metrics: metricsOf(['rmse']), cutoffs: [5], relevant: 4 };
  await expect(evaluateRounds('bias', rounds, ratings, judging, context)).rejects.toThrow(leak(/^bias has seen/));
});

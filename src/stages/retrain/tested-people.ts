import { role } from '../../dataset/splits/role.ts';
import { sampled } from '../../random.ts';
import type { TrainingSet } from './training-set.ts';

/** How many of the data set's people are tested at most, and as many of the service's. */
const mostPeople = 2000;

/**
 * A byte for each person: 1 for those who have ratings on both sides, or for a sample of them by the seed where there
 * are more than 2,000 of the data set, or of the service.
 */
export function testedPeople(
  { ratings: { users, columns }, roles, people }: TrainingSet,
  isGiven: (at: number) => boolean,
  seed: number,
): Uint8Array {
  const [hasGiven, hasHeldOut] = [new Uint8Array(users.size), new Uint8Array(users.size)];
  for (const [at, user] of columns.user.entries()) {
    if (isGiven(at)) hasGiven[user] = 1;
    else if (roles[at] === role.test) hasHeldOut[user] = 1;
  }
  const both = [...hasGiven.keys()].filter((user) => hasGiven[user] && hasHeldOut[user]);
  const tested = new Uint8Array(users.size);
  for (const [purpose, isOne] of [
    ['retrain data set', (user: number) => user < people],
    ['retrain service', (user: number) => user >= people],
  ] as const) {
    const some = both.filter(isOne);
    const chosen =
      some.length <= mostPeople ? some : Array.from(sampled(some.length, mostPeople, seed, purpose), (at) => some[at]);
    for (const user of chosen) tested[user] = 1;
  }
  return tested;
}

import type { Context } from '../context.ts';
import type { Ratings } from '../dataset/ratings.ts';
import { role } from '../dataset/splits/role.ts';
import { metrics } from '../metrics/registry.ts';
import type { Model } from '../models/contract/model.ts';
import { evaluateModel } from './evaluate-model.ts';
import { Outcomes } from './outcomes.ts';

/** One training and test: what each rating is for, and the model of a name that was fitted on the training part. */
export interface Round {
  readonly roles: Uint8Array;
  model(name: string): Promise<Model>;
}

/** How a model did over all rounds, person by person. */
export interface Rounds {
  readonly outcomes: Outcomes;
  /** Relevant held-out films that nobody rated in training, over all lists. */
  readonly unreachable: number;
}

/** Tests the model of a name round by round; a person who is tested in several has one row, in which they add up. */
export async function evaluateRounds(
  name: string,
  rounds: readonly Round[],
  ratings: Ratings,
  { relevant, k }: { readonly relevant: number; readonly k: number },
  context: Context,
): Promise<Rounds> {
  const outcomes = new Outcomes({ metrics, cutoffs: [k], users: ratings.users.size, items: ratings.items.size });
  let unreachable = 0;
  for (const { roles, model } of rounds) {
    const part = (wanted: number) => ratings.filter((at) => roles[at] === wanted).byUser;
    const foldIn = roles.includes(role.foldIn) ? part(role.foldIn) : undefined;
    // Ratings are 32-bit numbers, and so has to be what they are compared with.
    const test = { heldOut: part(role.test), foldIn, relevant: Math.fround(relevant), k };
    unreachable += await evaluateModel(await model(name), test, outcomes, context);
  }
  return { outcomes, unreachable };
}

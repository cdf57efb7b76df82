import { MovierecError } from '../../errors.ts';
import { feedbackOf, needsOf, type Definition, type Size } from '../contract/define-model.ts';
import { resolve, type Parameters, type Values } from '../contract/parameters.ts';
import { tasksOf } from '../contract/tasks-of.ts';
import { auto, definitionOfPart, partNames, type Objective } from './part-names.ts';

/** The parameters that say what a hybrid is made of; those of its parts are beside them, as `svd.factors`. */
export type HybridParameters = Values<Parameters> & { readonly objective: Objective; readonly parts: string };

/** A model to be fitted as a member. */
export interface Planned {
  readonly definition: Definition;
  readonly parameters: Values<Parameters>;
}

/** What the parts add to. */
const baselines: Readonly<Record<Objective, string>> = { rating: 'bias', ranking: 'popularity' };

/** The names of all members: the baseline, then the parts. */
export const memberNames = (parameters: HybridParameters): readonly string[] => [
  ...new Set([baselines[parameters.objective], ...partNames(parameters)]),
];

/** A part that nobody named may need so much memory. */
const mostBytes = 2 ** 31;

/**
 * The members under these parameters. Where nobody named the parts, those are left out that go by the films' features if
 * nothing is known of these, and those that need too much memory for data of this size.
 * @throws WRONG_MODEL for a part that only ranks where ratings are to be predicted
 */
export function membersUnder(parameters: HybridParameters, size?: Size, withFeatures = true): Planned[] {
  const members = memberNames(parameters).map((name) => planned(definitionOfPart(name), parameters));
  if (parameters.parts !== auto) return members;
  return members.filter(
    ({ definition, parameters: own }) =>
      (withFeatures || !needsOf(definition, own).includes('features')) &&
      (size === undefined || definition.memory(size, own) <= mostBytes),
  );
}

/** A part with what was given for it, and the objective of the whole where the part has that choice. */
function planned(definition: Definition, { objective, ...given }: HybridParameters): Planned {
  const prefix = `${definition.name}.`;
  const own = Object.entries(given)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, value]) => [name.slice(prefix.length), value] as const);
  const feedback = objective === 'rating' ? 'explicit' : 'implicit';
  const task = tasksOf(definition).find((one) => one.feedback === feedback);
  const parameters = resolve(definition, { ...task?.options, ...Object.fromEntries(own) });
  // A prediction of ratings has an order too; an order has no ratings.
  if (objective === 'ranking' || feedbackOf(definition, parameters) === 'explicit') return { definition, parameters };
  throw new MovierecError(
    'WRONG_MODEL',
    `${definition.name} only ranks, so it cannot be a part of a hybrid that predicts ratings.`,
    'Leave it out of parts, or use --set objective=ranking.',
  );
}

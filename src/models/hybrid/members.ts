import { isNames, type Definition, type State } from '../contract/define-model.ts';
import type { Model } from '../contract/model.ts';
import { definitionOfPart } from './part-names.ts';

/** A fitted model inside another, with what it prepared from its state. */
export interface Member {
  readonly definition: Definition;
  readonly state: State & object;
}

/** The states of fitted models as one: `svd.itemVectors`, and in `parts` their names in order. */
export function nestStates(fitted: readonly Model[]): State & { readonly parts: readonly string[] } {
  const nested = fitted.flatMap(({ definition, state }) =>
    Object.entries(state).map(([name, value]) => [`${definition.name}.${name}`, value] as const),
  );
  return { parts: fitted.map(({ definition }) => definition.name), ...Object.fromEntries(nested) };
}

/** The models inside a state, each with its own. */
export function membersOf(state: State): Member[] {
  return memberNamesOf(state).map((name) => {
    const definition = definitionOfPart(name);
    const own = within(name, state);
    return { definition, state: definition.prepare ? { ...own, ...definition.prepare(own) } : own };
  });
}

/** Which of the arrays inside a state are matrices, with the name of their row length. */
export const matricesOfMembers = (state: State): Record<string, string> =>
  Object.fromEntries(
    memberNamesOf(state).flatMap((name) => {
      const { matrices = {} } = definitionOfPart(name);
      const own = typeof matrices === 'function' ? matrices(within(name, state)) : matrices;
      return Object.entries(own).map(([array, width]) => [`${name}.${array}`, `${name}.${width}`]);
    }),
  );

const memberNamesOf = ({ parts }: State): readonly string[] => (isNames(parts) ? parts : []);

const within = (name: string, state: State): State =>
  Object.fromEntries(
    Object.entries(state)
      .filter(([key]) => key.startsWith(`${name}.`))
      .map(([key, value]) => [key.slice(name.length + 1), value]),
  );

import type { Definition } from '../../models/contract/define-model.ts';
import type { Parameter, Parameters, Values } from '../../models/contract/parameters.ts';
import type { Space } from '../../tuning/space.ts';
import type { Asking } from '../require-features.ts';

/** The model as usual, and with each choice that is searched, since what it asks of the data may depend on these. */
export const whatMayBeTried = (definition: Definition, usual: Values<Parameters>, space: Space): Asking[] => [
  { definition, parameters: usual },
  ...space.flatMap(({ name, parameter }) =>
    choicesOf(parameter).map((value) => ({ definition, parameters: { ...usual, [name]: value } })),
  ),
];

function choicesOf(parameter: Parameter): readonly (string | boolean)[] {
  if (parameter.kind === 'choice') return parameter.among;
  return parameter.kind === 'flag' ? [false, true] : [];
}

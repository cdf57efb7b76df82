import type { Feedback } from '../../dataset/ratings.ts';
import { feedbackOf, type Definition } from './define-model.ts';
import { resolve } from './parameters.ts';

/** One of the things that a model can be asked to do, and the choice that asks for it; none for what it does anyway. */
export interface Task {
  readonly feedback: Feedback;
  readonly options: Readonly<Record<string, string>>;
}

/** What a model does by default, and what else it can do by a choice of one parameter. */
export function tasksOf(definition: Definition): Task[] {
  const { parameters } = definition;
  const taskOf = (options: Task['options']): Task => {
    return { feedback: feedbackOf(definition, resolve(definition, options)), options };
  };
  const usual = taskOf({});
  const other = Object.entries(parameters)
    .flatMap(([parameter, { kind, ...rest }]) =>
      kind === 'choice' && 'among' in rest ? rest.among.map((value) => taskOf({ [parameter]: value })) : [],
    )
    .find(({ feedback }) => feedback !== usual.feedback);
  return other ? [usual, other] : [usual];
}

import { choice } from './parameters.ts';

/** What is asked of a model that can do either; every such model has this parameter. */
export const objectiveParameter = choice({
  default: 'rating',
  among: ['rating', 'ranking'],
  search: false,
  about: 'predict ratings, or only rank',
});

import { integer, real } from '../contract/parameters.ts';
import { formParameter } from './form.ts';
import { likenessParameter } from './likeness.ts';

const averaging = { objective: 'rating' };

/**
 * The parameters of both neighborhood models; `about` says who their neighbors are. A model that has no objective to
 * choose averages ratings, and all of them matter.
 */
export const neighborhoodParameters = (about: string) => ({
  form: { ...formParameter, onlyWith: averaging },
  similarity: { ...likenessParameter, onlyWith: averaging },
  neighbors: integer({ default: 40, min: 1, max: 1000, scale: 'log', search: [10, 200], about }),
  minimumNeighbors: integer({
    default: 1,
    min: 1,
    max: 100,
    search: [1, 5],
    onlyWith: averaging,
    about: 'with fewer neighbors there is no opinion',
  }),
  shrinkage: real({
    default: 150,
    min: 0,
    max: 1000,
    search: [0, 300],
    onlyWith: averaging,
    about: 'common ratings of prior weight in a likeness of ratings',
  }),
  prior: real({
    default: 0.2,
    min: 0,
    max: 20,
    search: [0, 2],
    onlyWith: averaging,
    about: "likeness's worth of agreement with the mean or the baseline",
  }),
});

import { integer, real } from '../contract/parameters.ts';
import { formParameter } from './form.ts';
import { likenessParameter } from './likeness.ts';

/** The parameters of both neighborhood models; `about` says who their neighbors are. */
export const neighborhoodParameters = (about: string) => ({
  form: formParameter,
  similarity: likenessParameter,
  neighbors: integer({ default: 40, min: 1, max: 1000, about }),
  minimumNeighbors: integer({ default: 1, min: 1, max: 100, about: 'with fewer neighbors there is no opinion' }),
  shrinkage: real({
    default: 150,
    min: 0,
    max: 1000,
    about: 'common ratings of prior weight in a likeness of ratings',
  }),
  prior: real({
    default: 0.2,
    min: 0,
    max: 20,
    about: "likeness's worth of agreement with the mean or the baseline",
  }),
});

import { choice, integer, real } from '../contract/parameters.ts';

const among = ['baseline', 'centered', 'z-score', 'basic'] as const;
export type Form = (typeof among)[number];

/** What neighbors' ratings are taken as distances from: the parameters of both neighborhood models. */
export const formParameter = choice({
  default: 'baseline',
  among,
  about: 'average what the baseline leaves, distances from the mean of each, the same in deviations, or plain ratings',
});
export const neighborsParameter = (fallback: number, about: string) =>
  integer({ default: fallback, min: 1, max: 1000, about });
export const minimumNeighborsParameter = integer({
  default: 1,
  min: 1,
  max: 100,
  about: 'with fewer neighbors there is no opinion',
});
export const priorParameter = (fallback: number) =>
  real({ default: fallback, min: 0, max: 20, about: "likeness's worth of agreement with the mean or the baseline" });

/** The place of a form in the list of choices, as a number that a model's state can hold, and back. */
export const formCode = (form: Form): number => among.indexOf(form);
export const formOf = (code: number): Form => among[code];

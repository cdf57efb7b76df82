import { choice } from '../contract/parameters.ts';

const among = ['baseline', 'centered', 'z-score', 'basic'] as const;
export type Form = (typeof among)[number];

/** What neighbors' ratings are taken as distances from: a parameter of both neighborhood models. */
export const formParameter = choice({
  default: 'baseline',
  among,
  about: 'average what the baseline leaves, distances from the mean of each, the same in deviations, or plain ratings',
});
/** The place of a form in the list of choices, as a number that a model's state can hold, and back. */
export const formCode = (form: Form): number => among.indexOf(form);
export const formOf = (code: number): Form => among[code];

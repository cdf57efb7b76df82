import { choice } from '../contract/parameters.ts';
import { setsParameter } from '../side-information/chosen-sets.ts';

/** The parameters of every model that goes by what films are alone: what of that counts, and how much. */
export const setsParameters = {
  sets: setsParameter,
  weights: choice({
    default: 'learned',
    among: ['learned', 'given'],
    search: false,
    about: 'how much the sets count beside each other: as the ratings say, or as the sets themselves',
  }),
};

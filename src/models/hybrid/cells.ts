/** The last number of ratings of each band but the last: where little is known, other parts are to be trusted. */
const ends = [0, 5, 20] as const;
export const personBandCount = ends.length + 1;
export const filmBandCount = 3;
export const cellCount = personBandCount * filmBandCount;

/** By the ratings of a person: none, 1 to 5, 6 to 20, more. */
export function personBand(ratings: number): number {
  const band = ends.findIndex((end) => ratings <= end);
  return band < 0 ? ends.length : band;
}

/**
 * By the ratings of a film: none, 1 to 5, more. To rank, all rated films are in one band: scores by different weights do not
 * compare, and one film has to come before another.
 */
export const filmBand = (ratings: number, ranks: boolean): number =>
  ranks && ratings > 0 ? filmBandCount - 1 : Math.min(filmBandCount - 1, personBand(ratings));

/** The number of the weights that hold for a person and a film; those of a band of people stand together. */
export const cellOf = (person: number, film: number): number => person * filmBandCount + film;
export const filmBandOf = (cell: number): number => cell % filmBandCount;
export const personBandOf = (cell: number): number => Math.floor(cell / filmBandCount);

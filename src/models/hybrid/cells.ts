/** How many ratings a person has, and a film: where little is known, other parts are to be trusted. */
const ends = [0, 5, 20] as const;
const personBands = ends.length + 1;
const filmBands = 3;
export const cellCount = personBands * filmBands;

/** No ratings, 1 to 5, 6 to 20, more. */
export function personBand(ratings: number): number {
  const band = ends.findIndex((end) => ratings <= end);
  return band < 0 ? ends.length : band;
}

/** No ratings, 1 to 5, more. */
export const filmBand = (ratings: number): number => Math.min(filmBands - 1, personBand(ratings));

/** The weights that hold for a person and a film. */
export const cellOf = (person: number, film: number): number => person * filmBands + film;

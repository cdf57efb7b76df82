/** A row with fewer films is not worth its title. */
export const fewestFilms = 4;

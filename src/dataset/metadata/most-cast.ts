/** How many of a film's cast are kept, by billing. */
export const mostCast = 10;

/** So many days, in milliseconds. */
export const days = (count: number): number => count * 24 * 60 * 60 * 1000;

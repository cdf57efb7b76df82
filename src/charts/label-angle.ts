/**
 * How names of bands along the bottom stand: upright where all fit beside each other, else slanted, in degrees.
 * @param width of the plot, in pixels
 */
export const labelAngleOf = (names: readonly string[], width = 560): number =>
  names.some((name) => 6.8 * name.length + 6 > width / names.length) ? -40 : 0;

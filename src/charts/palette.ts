/**
 * Colors that people with any kind of color vision can tell apart: Okabe & Ito 2008, Color Universal Design. On white,
 * yellow and sky are for areas only.
 */
export const palette = {
  blue: '#0072B2',
  vermilion: '#D55E00',
  green: '#009E73',
  orange: '#E69F00',
  sky: '#56B4E9',
  purple: '#CC79A7',
  black: '#000000',
  yellow: '#F0E442',
  /** Not of theirs: for what is beside the point, such as rules and notes. */
  gray: '#5F6368',
} as const;

import { palette } from './palette.ts';

/** From white for nothing to blue for the most. Mixed by lightness (CIELAB), because RGB passes through cyan. */
export const heatColors = { range: ['white', palette.blue] as string[], interpolate: 'lab' as const };

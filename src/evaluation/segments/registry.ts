import { activity } from './activity.ts';
import { age } from './age.ts';
import { gender } from './gender.ts';
import { genre } from './genre.ts';
import type { Grouping } from './grouping.ts';
import { popularity } from './popularity.ts';

/** All groupings, in the order in which they are shown. */
export const groupings: readonly Grouping[] = [activity, gender, age, popularity, genre];

import type { ProfileGroup } from './profile-group.ts';
import { tasteBy } from './taste.ts';

export const directorTaste: ProfileGroup = {
  name: 'director-taste',
  columns: { directors: 'the directors whose films the person rates above their mean, and by how much, damped' },
  needs: ['people'],
  select: (of) => tasteBy(`SELECT film AS item, name FROM ${of('people')} WHERE role = 'director'`, 'directors'),
};

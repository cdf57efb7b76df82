import type { ProfileGroup } from './profile-group.ts';
import { tasteBy } from './taste.ts';

export const eraTaste: ProfileGroup = {
  name: 'era-taste',
  columns: { eras: 'the decades whose films the person rates above their mean, and by how much, damped' },
  needs: ['movies'],
  select: (of) =>
    tasteBy(
      `SELECT film AS item, (year // 10 * 10) || 's' AS name FROM ${of('movies')} WHERE year IS NOT NULL`,
      'eras',
    ),
};

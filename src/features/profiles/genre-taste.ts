import type { ProfileGroup } from './profile-group.ts';
import { tasteBy } from './taste.ts';

export const genreTaste: ProfileGroup = {
  name: 'genre-taste',
  columns: { genres: 'the genres whose films the person rates above their mean, and by how much, damped' },
  needs: ['movies'],
  select: (of) => tasteBy(`SELECT film AS item, unnest(genres) AS name FROM ${of('movies')}`, 'genres'),
};

import { makersChart } from './makers.ts';

export const directors = makersChart({
  name: 'directors',
  role: 'director',
  films: 'Films directed by',
  none: 'nobody is known to have directed three or more of the rated films',
});

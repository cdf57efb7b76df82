import { makersChart } from './makers.ts';

export const actors = makersChart({
  name: 'actors',
  role: 'cast',
  films: 'Films with',
  none: 'nobody is known to have played in three or more of the rated films',
});

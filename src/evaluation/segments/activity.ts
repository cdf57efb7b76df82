import { bands } from './bands.ts';
import type { Grouping } from './grouping.ts';

export const activity: Grouping = {
  name: 'activity',
  kind: 'people',
  summary: 'People by how many ratings of theirs the model was given.',
  groups: ({ userCounts }) => bands(userCounts),
};

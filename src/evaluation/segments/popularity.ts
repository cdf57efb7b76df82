import { bands } from './bands.ts';
import type { Grouping } from './grouping.ts';

export const popularity: Grouping = {
  name: 'popularity',
  kind: 'films',
  summary: 'Films by how many people rated them in training.',
  groups: ({ itemCounts }) => bands(itemCounts),
};

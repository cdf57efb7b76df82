import type { Ratings } from '../../dataset/ratings.ts';
import type { Allocator, Rows } from '../../dataset/rows.ts';
import { byWeight, sideBySide } from '../../dataset/side-by-side.ts';
import { chosenSets } from './chosen-sets.ts';

/**
 * The chosen sets side by side, films × features, each scaled by the root of its weight, so that the weights are of its
 * products; `count` features in all.
 * @throws OPTION_RANGE for a set that is not there
 */
export const chosenFeatures = (
  { features, items }: Ratings,
  sets: string,
  allocator?: Allocator,
): { readonly count: number; readonly rows: Rows } =>
  sideBySide(features ? chosenSets(features, sets) : [], items.size, byWeight, allocator);

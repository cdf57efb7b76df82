import { kMeans, type Points } from './k-means.ts';
import { silhouette } from './silhouette.ts';

/** How many groups are tried, and how often each. */
const sizes = [3, 4, 5, 6];
const tries = 4;
/** Points that stand for all where groupings are judged. */
const judged = 500;

/**
 * The grouping that sets points best apart, of several sizes, and how well it does: by the silhouette, since the error of
 * k-means falls with every further group.
 */
export function bestGrouping(points: Points, random: () => number): { groups: Int32Array; apart: number } {
  const stride = Math.ceil(points.values.length / points.dimensions / judged);
  let best: { groups: Int32Array; apart: number } | undefined;
  for (const size of sizes) {
    const groupings = Array.from({ length: tries }, () => kMeans(points, size, random));
    const { groups } = groupings.reduce((best, one) => (one.error < best.error ? one : best));
    const apart = silhouette(points, groups, stride);
    if (!best || apart > best.apart) best = { groups, apart };
  }
  return best!;
}

import type { Points } from './k-means.ts';

/**
 * How well groups are set apart, from −1 to 1 (Rousseeuw 1987): the mean over points of (b − a) / max(a, b), a being the
 * mean distance to the other points of the own group and b that to the points of the nearest other group; 0 for a point
 * that is alone in its group, or where there is only one. Every `stride`-th point is looked at, and stands for the others.
 * O((points / stride)² · dimensions).
 */
export function silhouette({ values, dimensions }: Points, groups: Int32Array, stride = 1): number {
  const chosen = Array.from({ length: Math.ceil(groups.length / stride) }, (_, at) => at * stride);
  const k = Math.max(...groups) + 1;
  const sizes = new Float64Array(k);
  for (const point of chosen) sizes[groups[point]]++;

  let sum = 0;
  for (const point of chosen) {
    const distances = new Float64Array(k);
    for (const other of chosen) {
      let squares = 0;
      for (let at = 0; at < dimensions; at++) {
        squares += (values[point * dimensions + at] - values[other * dimensions + at]) ** 2;
      }
      distances[groups[other]] += Math.sqrt(squares);
    }
    const own = groups[point];
    const others = [...distances.keys()].filter((group) => group !== own && sizes[group] > 0);
    if (sizes[own] < 2 || others.length === 0) continue;
    const a = distances[own] / (sizes[own] - 1);
    const b = Math.min(...others.map((group) => distances[group] / sizes[group]));
    sum += (b - a) / (Math.max(a, b) || 1);
  }
  return sum / chosen.length;
}

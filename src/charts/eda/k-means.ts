/** Points of equal length, one after the other. */
export interface Points {
  readonly values: Float64Array;
  readonly dimensions: number;
}

export interface Grouping {
  /** Which group each point is in, from 0 to k − 1. */
  readonly groups: Int32Array;
  /** The means of the groups, one after the other. */
  readonly centers: Float64Array;
  /** Σ of squared distances from each point to the center of its group. */
  readonly error: number;
}

/**
 * Groups points around k centers so that the squared distances to these are small: Lloyd 1982, from centers drawn as by
 * Arthur and Vassilvitskii 2007 (k-means++): each next one at a point, with a chance that is proportional to its squared
 * distance from those drawn before. Where there are fewer different points than k, some groups are empty.
 * O(rounds · points · k · dimensions).
 */
export function kMeans(points: Points, k: number, random: () => number, rounds = 100): Grouping {
  const { dimensions } = points;
  const count = points.values.length / dimensions;
  const centers = draw(points, k, random);
  const groups = new Int32Array(count).fill(-1);
  const members = new Float64Array(k);
  const sums = new Float64Array(k * dimensions);
  for (let round = 0; ; round++) {
    let error = 0;
    let moved = 0;
    members.fill(0);
    sums.fill(0);
    for (let point = 0; point < count; point++) {
      let [nearest, least] = [0, Infinity];
      for (let group = 0; group < k; group++) {
        const distance = squaredDistance(points, point, centers, group);
        if (distance < least) [nearest, least] = [group, distance];
      }
      if (groups[point] !== nearest) moved++;
      groups[point] = nearest;
      error += least;
      members[nearest]++;
      for (let at = 0; at < dimensions; at++) sums[nearest * dimensions + at] += points.values[point * dimensions + at];
    }
    if (moved === 0 || round === rounds) return { groups, centers, error };
    for (let at = 0; at < sums.length; at++) {
      const size = members[Math.floor(at / dimensions)];
      if (size > 0) centers[at] = sums[at] / size;
    }
  }
}

function draw(points: Points, k: number, random: () => number): Float64Array {
  const { values, dimensions } = points;
  const count = values.length / dimensions;
  const centers = new Float64Array(k * dimensions);
  const distances = new Float64Array(count).fill(1);
  for (let group = 0; group < k; group++) {
    let left = random() * distances.reduce((sum, distance) => sum + distance, 0);
    let chosen = distances.findIndex((distance) => (left -= distance) < 0);
    if (chosen < 0) chosen = Math.min(Math.floor(random() * count), count - 1);
    centers.set(values.subarray(chosen * dimensions, (chosen + 1) * dimensions), group * dimensions);
    for (let point = 0; point < count; point++) {
      const distance = squaredDistance(points, point, centers, group);
      distances[point] = group === 0 ? distance : Math.min(distances[point], distance);
    }
  }
  return centers;
}

function squaredDistance({ values, dimensions }: Points, point: number, centers: Float64Array, group: number): number {
  let sum = 0;
  for (let at = 0; at < dimensions; at++) {
    sum += (values[point * dimensions + at] - centers[group * dimensions + at]) ** 2;
  }
  return sum;
}

import KNN from 'ml-knn';

/** Films as points, row after row of `width` numbers, the first of which differ most; what is nowhere is all zeros. */
export interface FilmPoints {
  readonly width: number;
  readonly points: Float32Array;
  readonly neighbors: number;
}

/** A tree of labeled points; it gives the nearest ones with their distances, in no order. */
interface Tree {
  nearest(point: readonly number[], count: number): [labeled: number[], distance: number][];
}

/** Rated films with a tree to find the nearest of them by, and whether each was liked: 1 or 0. */
export interface Taste {
  readonly items: Int32Array;
  readonly likes: Float32Array;
  /** None where no rated film has a point. */
  readonly tree: Tree | undefined;
}

/** A rated film, by its place, and how much it counts: the nearer the more. */
export interface Neighbor {
  readonly place: number;
  readonly weight: number;
}

/** A neighbor at this squared distance counts half of one that is at the very place. */
const halfway = 0.05;
/** By how many numbers of each point the tree divides space: with more each of its steps takes longer, and few are spared. */
const mostPlanes = 3;

/** The tree of one person's rated films. O(n log² n). */
export function tasteTree(films: FilmPoints, items: Int32Array, likes: Float32Array): Taste {
  const rated = [...items].filter((item) => isSomewhere(films, item));
  if (rated.length === 0) return { items, likes, tree: undefined };
  const corners = rated.map((item) => cornerOf(films, item));
  // A point is labeled with its film: from its class, liked or not, nobody could tell which it was.
  const { kdTree } = new KNN(corners, rated, { distance: squaredDistance(films) });
  return { items, likes, tree: kdTree };
}

/**
 * The rated films nearest to one, without itself; undefined where it is not known where the film lies, or no rated one.
 * They weigh 1 / (1 + d² / 0.05), much as Dudani (1976) has it. O(n · width), for in a space of many dimensions a tree
 * spares little.
 */
export function nearestTo(films: FilmPoints, { items, tree }: Taste, film: number): Neighbor[] | undefined {
  if (!tree || !isSomewhere(films, film)) return undefined;
  const own = items.indexOf(film);
  const count = films.neighbors + Number(own >= 0);
  const found = tree.nearest([...cornerOf(films, film), film], count).map(([labeled, distance]): Neighbor => {
    return { place: items.indexOf(labeled[labeled.length - 1]), weight: halfway / (halfway + distance) };
  });
  const others = found.filter(({ place }) => place !== own);
  return others.length > 0 ? others : undefined;
}

/** The numbers of a point that the tree divides space by. */
const cornerOf = ({ width, points }: FilmPoints, film: number): number[] =>
  Array.from(points.subarray(film * width, film * width + Math.min(width, mostPlanes)));

const isSomewhere = ({ width, points }: FilmPoints, film: number): boolean =>
  points.subarray(film * width, (film + 1) * width).some((value) => value !== 0);

/**
 * The distance of two films, by all numbers of their points. The tree also asks how far a plane is: by something that is
 * no array, and like the film but for one number. (The package's own distance takes that for a point without numbers, at
 * the distance 0, and so spares nothing.)
 */
const squaredDistance =
  ({ width, points }: FilmPoints) =>
  (a: ArrayLike<number>, b: ArrayLike<number>): number => {
    let sum = 0;
    if (!Array.isArray(a)) {
      for (let at = 0; at + 1 < b.length; at++) sum += (a[at] - b[at]) ** 2;
      return sum;
    }
    const [from, to] = [a[a.length - 1] * width, b[b.length - 1] * width];
    for (let at = 0; at < width; at++) sum += (points[from + at] - points[to + at]) ** 2;
    return sum;
  };

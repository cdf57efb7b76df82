/** How many groups of people and of films there are; a block is a pair of them, and blocks lie row by row, by people. */
export interface Groups {
  readonly userClusters: number;
  readonly itemClusters: number;
}

/** Of the ratings in each block: how many there are, what offsets leave of them, and what they are, summed up. */
export interface BlockSums {
  readonly counts: Float64Array;
  readonly left: Float64Array;
  readonly ratings: Float64Array;
}

/** The mean of what offsets leave of the ratings in each block: of all levels they have the least squared error. */
export const meanLevels = ({ counts, left }: BlockSums): Float64Array =>
  counts.map((count, block) => (count > 0 ? left[block] / count : 0));

/**
 * The levels of George and Merugu 2005, where offsets are those of plain means: C(u, v) − C(u) − C(v) + μ, the mean
 * rating of a block without those of its group of people and of its group of films. Where there are no ratings, all of
 * these are μ.
 */
export function paperLevels(
  { counts, ratings }: BlockSums,
  { userClusters, itemClusters }: Groups,
  mean: number,
): Float64Array {
  const meanOf = (blocks: readonly number[]): number => {
    const count = blocks.reduce((sum, block) => sum + counts[block], 0);
    return count > 0 ? blocks.reduce((sum, block) => sum + ratings[block], 0) / count : mean;
  };
  const [people, films] = [[...Array(userClusters).keys()], [...Array(itemClusters).keys()]];
  const ofPeople = people.map((row) => meanOf(films.map((column) => row * itemClusters + column)));
  const ofFilms = films.map((column) => meanOf(people.map((row) => row * itemClusters + column)));
  return counts.map(
    (_, block) => meanOf([block]) - ofPeople[Math.floor(block / itemClusters)] - ofFilms[block % itemClusters] + mean,
  );
}

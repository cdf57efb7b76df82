import type { History } from '../../dataset/history.ts';
import { cellOf, filmBand, filmBandCount, personBand } from './cells.ts';

/**
 * A blend is a weighted sum of columns: a constant, and what each member says. Which weights hold depends on how many
 * ratings the person and the film have. To predict ratings, the first member is the baseline and the columns are what
 * the others add to it; to rank, they are all members' scores, standardized over the films of the person.
 */
export interface Blend {
  readonly ranks: boolean;
  /** How many members there are. */
  readonly members: number;
  /** `columns` numbers for each cell. */
  readonly weights: Float64Array;
}

export const columnCount = ({ ranks, members }: Pick<Blend, 'ranks' | 'members'>): number =>
  1 + (ranks ? members : members - 1);

/** Mean and standard deviation of a member's scores of one person. */
export interface Spread {
  readonly mean: number;
  readonly deviation: number;
}

/**
 * Over all films that the member has an opinion on, without those that the person has rated: what a member says of these
 * may depend on whether it was fitted on the person.
 */
export function spreadOf(scores: Float32Array, { items }: History): Spread {
  let [count, sum, squares] = [0, 0, 0];
  for (let item = 0, next = 0; item < scores.length; item++) {
    const score = scores[item];
    if (items[next] === item) next++;
    else if (!Number.isNaN(score)) {
      count++;
      sum += score;
      squares += score * score;
    }
  }
  const mean = count > 0 ? sum / count : 0;
  return { mean, deviation: count > 0 ? Math.sqrt(Math.max(0, squares / count - mean ** 2)) : 0 };
}

/** The spreads of all members; a blend that predicts ratings has no use for them. */
export const spreadsOf = (
  { ranks }: Pick<Blend, 'ranks'>,
  scores: readonly Float32Array[],
  history: History,
): Spread[] => (ranks ? scores.map((own) => spreadOf(own, history)) : []);

/** A score as far from the mean as it is, in deviations; 0 for no opinion, and where all scores are alike. */
export const standardized = (score: number, { mean, deviation }: Spread): number =>
  Number.isNaN(score) || !(deviation > 0) ? 0 : (score - mean) / deviation;

/** The columns for one film, into `columns`. Spreads are those of the members, for a blend that ranks. */
export function columnsOf(
  { ranks }: Pick<Blend, 'ranks'>,
  scores: readonly Float32Array[],
  spreads: readonly Spread[],
  at: number,
  columns: Float64Array,
): Float64Array {
  // An order has no level; and how much better rated films are than others, nobody can learn from rated ones.
  columns[0] = ranks ? 0 : 1;
  if (ranks) {
    for (let member = 0; member < scores.length; member++) {
      columns[1 + member] = standardized(scores[member][at], spreads[member]);
    }
  } else
    for (let member = 1; member < scores.length; member++) columns[member] = scores[member][at] - scores[0][at] || 0;
  return columns;
}

/** The weights for a person with so many ratings and a film with so many. */
export const weightsFor = (blend: Blend, personRatings: number, filmRatings: number): Float64Array =>
  weightsOfCell(blend, cellOf(personBand(personRatings), filmBand(filmRatings, blend.ranks)));

function weightsOfCell(blend: Blend, cell: number): Float64Array {
  const width = columnCount(blend);
  return blend.weights.subarray(cell * width, (cell + 1) * width);
}

/**
 * Writes the blended scores of films that were rated so many times each; no opinion on one that nobody rated and that no
 * member but the baseline speaks of.
 */
export function blendScores(
  blend: Blend,
  scores: readonly Float32Array[],
  spreads: readonly Spread[],
  { history, counts }: { history: History; counts: ArrayLike<number> },
  into: Float32Array,
): void {
  const columns = new Float64Array(columnCount(blend));
  const weightsOf = Array.from({ length: filmBandCount }, (_, film) =>
    weightsOfCell(blend, cellOf(personBand(history.items.length), film)),
  );
  for (let at = 0; at < into.length; at++) {
    if (counts[at] === 0 && scores.every((own, member) => member === 0 || Number.isNaN(own[at]))) continue;
    columnsOf(blend, scores, spreads, at, columns);
    const weights = weightsOf[filmBand(counts[at], blend.ranks)];
    let sum = blend.ranks ? 0 : scores[0][at];
    for (let column = 0; column < columns.length; column++) sum += weights[column] * columns[column];
    into[at] = sum;
  }
}

/**
 * Scores of some candidates less a share of how well known they are:
 *
 *     z(score) − novelty · z(ln(1 + ratings))
 *
 * where z is a value's distance from the mean over the candidates in standard deviations, so that the share means the same
 * for scores of any kind. Novelty 0 keeps the order; with 1, a candidate that is known by a deviation more has to score a
 * deviation more. `counts` are the numbers of ratings. O(candidates).
 *
 * In logarithms this divides by a power of popularity, which is how Steck 2011, "Item popularity and recommendation
 * accuracy", weighs films against it.
 */
export function dampenPopularity(scores: ArrayLike<number>, counts: ArrayLike<number>, novelty: number): Float64Array {
  const fame = standardized(Float64Array.from(counts, (count) => Math.log1p(count)));
  return standardized(scores).map((score, at) => score - novelty * fame[at]);
}

/** Mean 0 and standard deviation 1; all 0 where all are equal. */
function standardized(values: ArrayLike<number>): Float64Array {
  const all = Float64Array.from(values);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  const deviation = Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length);
  return all.map((value) => (deviation > 0 ? (value - mean) / deviation : 0));
}

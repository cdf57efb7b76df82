import type { FeatureSet } from '../../dataset/film-features.ts';
import { filterRows, type Rows } from '../../dataset/rows.ts';
import { sideBySide } from '../../dataset/side-by-side.ts';

/** What films are: sets of features side by side, films × features. */
export interface FilmMatrix {
  readonly rows: Rows;
  /** What each column means, in words that go after "films". */
  readonly features: readonly string[];
  /** The set that each column is from, by its place. */
  readonly setOf: Int32Array;
  /** How much each set counts beside the others where nobody says otherwise; they add up to 1. */
  readonly shares: Float64Array;
}

/** Brings sets together as they are: each row has length 1 in each set in which something is known of the film. */
export function filmMatrix(sets: readonly FeatureSet[], films: number): FilmMatrix {
  const { rows } = sideBySide(sets, films, () => 1);
  const total = sets.reduce((sum, { weight }) => sum + weight, 0);
  return {
    rows,
    features: sets.flatMap(({ features }) => [...features]),
    setOf: Int32Array.from(sets.flatMap(({ features }, at) => features.map(() => at))),
    shares: Float64Array.from(sets, ({ weight }) => (total > 0 ? weight / total : 1 / sets.length)),
  };
}

/** Film vectors whose products count each set as much as its weight: √weight in each; without sets of no weight. */
export function weighed({ rows, setOf }: FilmMatrix, weights: Float64Array): Rows {
  const values = rows.values.map((value, at) => value * Math.sqrt(weights[setOf[rows.indexes[at]]]));
  return filterRows({ ...rows, values }, (value) => value !== 0);
}

/** The same rows with length 1; what is empty stays so. */
export function normalized(rows: Rows): Rows {
  const values = rows.values.slice();
  for (let row = 0; row + 1 < rows.starts.length; row++) {
    const own = values.subarray(rows.starts[row], rows.starts[row + 1]);
    const length = Math.sqrt(own.reduce((sum, value) => sum + value * value, 0));
    own.forEach((value, at) => (own[at] = value / (length || 1)));
  }
  return { ...rows, values };
}

import type { Rows } from '../../dataset/rows.ts';
import type { Region } from '../../kernels/arena.ts';
import type { RowEquations } from '../../kernels/row-equations.ts';

/** What one rating, and what none, says under implicit feedback (Hu, Koren, Volinsky 2008). */
export interface Confidence {
  /** Ratings lower than this count as none. */
  readonly from: number;
  /** A rating of strength r counts 1 + confidence · r, as a preference of 1; one below 0 counts 1. */
  readonly confidence: number;
  /** No rating counts so much, as a preference of 0. */
  readonly unobserved: number;
  readonly regularization: number;
  readonly frequencyExponent: number;
}

/** Ratings as entries of the normal equations: confidences in the matrix, less what is in G, and on the right. */
export type ConfidentRows = Pick<RowEquations, 'starts' | 'indexes' | 'targets'> & { readonly weights: Float32Array };

export function confidentRows(
  { starts, indexes, values }: Rows,
  { from, confidence, unobserved }: Confidence,
  region: Region,
): ConfidentRows {
  const kept = region.uint32(starts.length);
  let count = 0;
  for (let row = 0; row + 1 < starts.length; row++) {
    for (let at = starts[row]; at < starts[row + 1]; at++) if (values[at] >= from) count++;
    kept[row + 1] = count;
  }
  const entries = { indexes: region.int32(count), targets: region.float32(count), weights: region.float32(count) };
  for (let at = 0, place = 0; at < values.length; at++) {
    if (!(values[at] >= from)) continue;
    entries.indexes[place] = indexes[at];
    entries.targets[place] = 1 + confidence * Math.max(values[at], 0);
    entries.weights[place] = entries.targets[place] - unobserved;
    place++;
  }
  return { starts: kept, ...entries };
}

/** How many rows have entries. */
export const filledRows = ({ starts }: ConfidentRows): number =>
  starts.reduce((count, start, row) => count + Number(row > 0 && start > starts[row - 1]), 0);

/** λ (n + unobserved · others)^ν of each row (Rendle, Krichene, Zhang, Koren 2022). */
export function scaledRegularization(
  { starts }: ConfidentRows,
  others: number,
  { regularization, frequencyExponent, unobserved }: Confidence,
  region: Region,
): Float32Array {
  const scaled = region.float32(starts.length - 1);
  for (let row = 0; row < scaled.length; row++) {
    scaled[row] = regularization * (starts[row + 1] - starts[row] + unobserved * others) ** frequencyExponent;
  }
  return scaled;
}

import type { Rows } from '../../dataset/rows.ts';
import { meanOf } from './likeness.ts';

/** The mean of each row, 0 where it is empty. */
export const meansOfRows = ({ starts, values }: Rows): Float32Array =>
  Float32Array.from({ length: starts.length - 1 }, (_, row) => meanOf(values.subarray(starts[row], starts[row + 1])));

import type { Arena } from '../../kernels/arena.ts';
import {
  rowCountOf,
  rowOf,
  similaritiesArguments,
  similaritiesScratch,
  type Comparison,
} from '../../kernels/similarities.ts';
import { KeptRows } from './kept-rows.ts';

/** How alike rows are to all others, none left out, with zeros up to a multiple of 4 numbers. */
export class LikenessRows extends KeptRows<'similarities'> {
  constructor(arena: Arena, comparison: Comparison, bytes?: number) {
    const maker = {
      kernel: 'similarities' as const,
      length: Math.ceil(rowCountOf(comparison) / 4) * 4,
      scratch: similaritiesScratch(comparison),
      call: (row: number, found: Float32Array) => similaritiesArguments(comparison, rowOf(comparison, row), found),
    };
    super(arena, maker, bytes);
  }
}

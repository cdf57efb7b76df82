import { totalmem } from 'node:os';
import type { Context } from '../../context.ts';
import type { Arena } from '../../kernels/arena.ts';
import { parallel } from '../../kernels/parallel.ts';
import {
  rowCountOf,
  rowOf,
  similaritiesArguments,
  similaritiesScratch,
  type Comparison,
} from '../../kernels/similarities.ts';

/** What is kept at most, in bytes. */
const mostBytes = Math.min(512 * 2 ** 20, totalmem() / 4);

/**
 * How alike rows are to all others, none left out: computed when first asked for, and kept for as long as there is room,
 * the longest unused going first. What is asked for at once is kept together even where it is more than that.
 */
export class LikenessRows {
  /** In the order of their last use. */
  readonly #rows = new Map<number, Float32Array>();
  readonly #width: number;
  readonly #capacity: number;

  constructor(
    readonly arena: Arena,
    readonly comparison: Comparison,
    bytes = mostBytes,
  ) {
    this.#width = Math.ceil(rowCountOf(comparison) / 4) * 4;
    this.#capacity = Math.max(1, Math.floor(bytes / (4 * this.#width)));
  }

  /** How many rows are kept at most. */
  get capacity(): number {
    return this.#capacity;
  }
  /** How many are kept now. */
  get size(): number {
    return this.#rows.size;
  }

  /** The rows asked for, each up to a multiple of 4 of numbers; valid until others are asked for. */
  get(wanted: Int32Array): Float32Array[] {
    const missing = this.#make(wanted);
    if (missing.length > 0) {
      const region = this.arena.region();
      try {
        const scratch = region.uint8(similaritiesScratch(this.comparison)).byteOffset;
        for (const call of missing) this.arena.kernels.similarities(...call, scratch);
      } finally {
        region.release();
      }
    }
    return Array.from(wanted, (row) => this.#rows.get(row)!);
  }

  /** Computes what is missing of these rows, on all threads. */
  async prepare(wanted: Int32Array, context: Context): Promise<void> {
    const tasks = this.#make(wanted);
    try {
      const scratch = similaritiesScratch(this.comparison);
      await parallel(this.arena, { kernel: 'similarities', tasks, scratch }, context);
    } catch (error) {
      this.#forget();
      throw error;
    }
  }

  /** Makes room for the missing ones of these rows; returns the calls that compute them. */
  #make(wanted: Int32Array): ReturnType<typeof similaritiesArguments>[] {
    const missing = new Set<number>();
    for (const row of wanted) {
      const kept = this.#rows.get(row);
      if (!kept) {
        missing.add(row);
        continue;
      }
      this.#rows.delete(row);
      this.#rows.set(row, kept);
    }
    const asked = new Set(wanted);
    for (const [oldest, row] of this.#rows) {
      if (this.#rows.size + missing.size <= this.#capacity || asked.has(oldest)) break;
      this.#rows.delete(oldest);
      this.arena.release(row);
    }
    return Array.from(missing, (row) => {
      const found = this.arena.float32(this.#width);
      this.#rows.set(row, found);
      return similaritiesArguments(this.comparison, rowOf(this.comparison, row), found);
    });
  }

  /** After an interruption nobody knows which rows are complete. */
  #forget(): void {
    for (const row of this.#rows.values()) this.arena.release(row);
    this.#rows.clear();
  }
}

import { totalmem } from 'node:os';
import type { Context } from '../../context.ts';
import type { Arena } from '../../kernels/arena.ts';
import type { Call } from '../../kernels/call.ts';
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
  /** How many are at work with rows just now; nothing may go from under them. */
  #users = 0;
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

  /** The rows asked for, with zeros up to a multiple of 4 numbers each; valid until others are asked for. */
  get(wanted: Int32Array): Float32Array[] {
    const missing = this.#missing(wanted);
    if (missing.size > 0) {
      const region = this.arena.region();
      try {
        const scratch = region.uint8(similaritiesScratch(this.comparison)).byteOffset;
        for (const call of this.#calls(missing)) this.arena.kernels.similarities(...call, scratch);
      } finally {
        region.release();
      }
      this.#keep(missing);
    }
    return this.#kept(wanted);
  }

  /** Does some work with the rows asked for, which stay until it is done; what is missing is computed on all threads. */
  async use(wanted: Int32Array, context: Context, work: (rows: Float32Array[]) => Promise<void>): Promise<void> {
    const missing = this.#missing(wanted);
    this.#users++;
    try {
      const scratch = similaritiesScratch(this.comparison);
      try {
        await parallel(this.arena, { kernel: 'similarities', tasks: this.#calls(missing), scratch }, context);
      } catch (error) {
        for (const row of missing.values()) this.arena.release(row);
        throw error;
      }
      this.#keep(missing);
      await work(this.#kept(wanted));
    } finally {
      this.#users--;
    }
  }

  /** Room for what is missing of these rows, at the cost of those that were not used for longest. */
  #missing(wanted: Int32Array): Map<number, Float32Array> {
    const missing = new Set(wanted);
    for (const row of wanted) {
      const kept = this.#rows.get(row);
      if (!kept) continue;
      missing.delete(row);
      this.#rows.delete(row);
      this.#rows.set(row, kept);
    }
    const asked = new Set(wanted);
    for (const [oldest, row] of this.#rows) {
      if (this.#users > 0 || this.#rows.size + missing.size <= this.#capacity || asked.has(oldest)) break;
      this.#rows.delete(oldest);
      this.arena.release(row);
    }
    return new Map(Array.from(missing, (row) => [row, this.arena.float32(this.#width)]));
  }

  #calls(missing: Map<number, Float32Array>): Call<'similarities'>[] {
    const { comparison } = this;
    return Array.from(missing, ([row, found]) => similaritiesArguments(comparison, rowOf(comparison, row), found));
  }

  #keep(computed: Map<number, Float32Array>): void {
    for (const [row, found] of computed) {
      // Somebody else may have computed it in the meantime, and may be using theirs.
      if (this.#rows.has(row)) this.arena.release(found);
      else this.#rows.set(row, found);
    }
  }

  #kept = (wanted: Int32Array): Float32Array[] => Array.from(wanted, (row) => this.#rows.get(row)!);
}

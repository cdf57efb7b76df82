import { totalmem } from 'node:os';
import type { Context } from '../../context.ts';
import type { Arena } from '../../kernels/arena.ts';
import type { KernelName, Kernels } from '../../kernels/kernels.ts';
import { parallel } from '../../kernels/parallel.ts';

/** What is kept at most, in bytes. */
const mostBytes = Math.min(512 * 2 ** 20, totalmem() / 4);

/** The bytes that rows of so many numbers take at most. */
export const keptBytes = (rows: number, length: number): number => Math.min(mostBytes, 4 * rows * length);

/** How rows are computed: by a call of a kernel each, whose result has so many numbers. */
export interface RowMaker<K extends KernelName> {
  readonly kernel: K;
  readonly length: number;
  /** Bytes of scratch memory, whose address comes last. */
  readonly scratch: number;
  /** What the kernel is called with for a row, but for the scratch memory. */
  readonly call: (row: number, found: Float32Array) => Readonly<Parameters<Kernels[K]>>;
}

/**
 * Rows of a matrix that is too large to be there as a whole: computed when first asked for, and kept for as long as there
 * is room, the longest unused going first. What is asked for at once is kept together even where it is more than that.
 */
export class KeptRows<K extends KernelName = KernelName> {
  /** In the order of their last use. */
  readonly #rows = new Map<number, Float32Array>();
  /** How many are at work with rows just now; nothing may go from under them. */
  #users = 0;
  readonly #maker: RowMaker<K>;
  readonly #capacity: number;

  constructor(
    readonly arena: Arena,
    maker: RowMaker<K>,
    bytes = mostBytes,
  ) {
    this.#maker = maker;
    this.#capacity = Math.max(1, Math.floor(bytes / (4 * maker.length)));
  }

  /** How many rows are kept at most. */
  get capacity(): number {
    return this.#capacity;
  }
  /** How many are kept now. */
  get size(): number {
    return this.#rows.size;
  }

  /** The rows asked for; valid until others are asked for. */
  get(wanted: Int32Array): Float32Array[] {
    const missing = this.#missing(wanted);
    if (missing.size > 0) {
      const region = this.arena.region();
      try {
        const scratch = region.uint8(this.#maker.scratch).byteOffset;
        const kernel: (...numbers: number[]) => void = this.arena.kernels[this.#maker.kernel];
        for (const call of this.#calls(missing)) kernel(...(call as readonly number[]), scratch);
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
      const { kernel, scratch } = this.#maker;
      try {
        await parallel(this.arena, { kernel, tasks: this.#calls(missing), scratch }, context);
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

  /** The ranges [from, to) that lists of rows are cut into, so that the rows of each can be kept at once. */
  groups(wanted: readonly Int32Array[]): [number, number][] {
    const found: [number, number][] = [];
    let rows = new Set<number>();
    let first = 0;
    for (const [at, own] of wanted.entries()) {
      for (const row of own) rows.add(row);
      if (rows.size <= this.#capacity || at === first) continue;
      found.push([first, at]);
      [first, rows] = [at, new Set(own)];
    }
    if (first < wanted.length) found.push([first, wanted.length]);
    return found;
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
    return new Map(Array.from(missing, (row) => [row, this.arena.float32(this.#maker.length)]));
  }

  #calls(missing: Map<number, Float32Array>): Readonly<Parameters<Kernels[K]>>[] {
    return Array.from(missing, ([row, found]) => this.#maker.call(row, found));
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

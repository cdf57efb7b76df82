interface Span {
  start: number;
  end: number;
}

/**
 * Which bytes of a block are taken. Spans are given out first fit, at multiples of 64 (a cache line, and enough for any
 * vector instruction), and free neighbors grow together again. O(free spans) a call.
 */
export class FreeList {
  /** Free spans, ascending, no two of them adjacent. */
  readonly #free: Span[] = [];
  readonly #taken = new Map<number, number>();

  /** The start of a span of `bytes`, or undefined where none is large enough. */
  take(bytes: number): number | undefined {
    const size = roundUp(Math.max(bytes, 1));
    const at = this.#free.findIndex(({ start, end }) => end - start >= size);
    if (at < 0) return undefined;
    const span = this.#free[at];
    const { start } = span;
    span.start += size;
    if (span.start === span.end) this.#free.splice(at, 1);
    this.#taken.set(start, start + size);
    return start;
  }

  /** Gives back what `take` gave. */
  giveBack(start: number): void {
    const end = this.#taken.get(start);
    if (end === undefined) throw new RangeError(`nothing was taken at ${start}`);
    this.#taken.delete(start);
    this.add(start, end);
  }

  /** Adds free bytes, from `start` to `end`. */
  add(start: number, end: number): void {
    let at = this.#free.findIndex((span) => span.start >= end);
    if (at < 0) at = this.#free.length;
    const before = this.#free[at - 1];
    const after = this.#free[at];
    if (before?.end === start) {
      before.end = end;
      if (after?.start === end) {
        before.end = after.end;
        this.#free.splice(at, 1);
      }
    } else if (after?.start === end) {
      after.start = start;
    } else {
      this.#free.splice(at, 0, { start, end });
    }
  }

  /** The free bytes at the very end of the block that ends at `end`. */
  freeBefore(end: number): number {
    const last = this.#free.at(-1);
    return last?.end === end ? end - last.start : 0;
  }
}

export const roundUp = (bytes: number): number => Math.ceil(bytes / 64) * 64;

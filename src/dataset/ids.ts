/** Raw ids and their dense indexes, 0 … size-1. Raw ids live only at the edges. */
export class Ids {
  #index: ReadonlyMap<string, number> | undefined;

  constructor(readonly names: readonly string[]) {}

  get size(): number {
    return this.names.length;
  }

  /** The dense index, or -1 for an id that is not known; every function that takes an index takes that -1. */
  indexOf(name: string): number {
    this.#index ??= new Map(this.names.map((known, index) => [known, index]));
    return this.#index.get(name) ?? -1;
  }
}

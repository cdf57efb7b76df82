/** A film as readers see it; without title, year and genres where these are not to be published. */
export interface PublishedFilm {
  readonly id: string;
  readonly title?: string;
  readonly year?: number | null;
  readonly genres?: readonly string[];
}

/** A list of films, best first, of a person or of a film that they are like. */
export interface PublishedList {
  /** The index of the person, or of the film. */
  readonly of: number;
  /** Indexes of films. */
  readonly items: Int32Array;
  readonly scores: Float32Array;
  /** For how many films, from the top, the score is the model's own; without it, for all. */
  readonly own?: number;
  /** Why the others are there. */
  readonly fallback?: string;
}

/** The numbers of a person or of a film. */
export interface PublishedVector {
  readonly of: number;
  readonly vector: Float32Array;
}

/** One kind of what is published; `rows` makes them anew each time, in the order of their indexes. */
export type Part =
  | { readonly name: ListPart; readonly total: number; readonly rows: () => AsyncIterable<PublishedList> }
  | { readonly name: VectorPart; readonly total: number; readonly rows: () => AsyncIterable<PublishedVector> };
export type ListPart = 'lists' | 'similar';
export type VectorPart = 'userFactors' | 'filmFactors';
export type PartName = ListPart | VectorPart;

/** All that is published together, under one version. */
export interface Edition {
  readonly dataset: string;
  readonly model: string;
  /** Of what it is made: the same key, the same content. */
  readonly key: string;
  /** The ids of the people, by index. */
  readonly people: readonly string[];
  readonly films: readonly PublishedFilm[];
  readonly parts: readonly Part[];
}

/** How many rows of each kind a version has; of lists, places. */
export type Counts = Readonly<Record<string, number>>;

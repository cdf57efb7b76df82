/** What an audience's ratings look like from afar. */
export interface Shape {
  /** How often each number of stars is given, in parts of 1 or of any other total. */
  readonly shares: Readonly<Record<string, number>>;
  /** By how much the logarithm of the odds that a film is known grows with a deviation of fame: how long the tail is. */
  readonly tail: number;
  /** The first and the last day on which someone joins or rates. */
  readonly opened: string;
  readonly closed: string;
}

/** A published data set's size and shape. */
export interface PublishedShape extends Shape {
  readonly users: number;
  readonly films: number;
  readonly ratings: number;
}

/** Shares in MovieLens 25M, from its counts of each rating. */
const halfStars = {
  0.5: 1.57,
  1: 3.11,
  1.5: 1.6,
  2: 6.56,
  2.5: 5.05,
  3: 19.59,
  3.5: 12.71,
  4: 26.56,
  4.5: 8.8,
  5: 14.45,
};

/** The shape where nothing else is asked for: half stars, a tail as in the smaller MovieLens sets. */
export const usualShape: Shape = { shares: halfStars, tail: 2.2, opened: '2011-01-01', closed: '2019-12-31' };

/**
 * The MovieLens sets that can be imitated, as counted in their rating files (Harper & Konstan 2015): people and films
 * with at least one rating.
 */
export const publishedShapes = {
  'ml-100k': {
    users: 943,
    films: 1682,
    ratings: 100_000,
    shares: { 1: 6.11, 2: 11.37, 3: 27.15, 4: 34.17, 5: 21.2 },
    tail: 2.2,
    opened: '1997-09-20',
    closed: '1998-04-22',
  },
  'ml-1m': {
    users: 6040,
    films: 3706,
    ratings: 1_000_209,
    shares: { 1: 5.62, 2: 10.75, 3: 26.11, 4: 34.89, 5: 22.63 },
    tail: 2.1,
    opened: '2000-04-25',
    closed: '2003-02-28',
  },
  'ml-10m': {
    users: 69_878,
    films: 10_677,
    ratings: 10_000_054,
    shares: {
      0.5: 0.95,
      1: 3.84,
      1.5: 1.18,
      2: 7.9,
      2.5: 3.7,
      3: 23.57,
      3.5: 8.8,
      4: 28.76,
      4.5: 5.85,
      5: 15.45,
    },
    tail: 2.7,
    opened: '1996-01-29',
    closed: '2009-01-05',
  },
  'ml-25m': {
    users: 162_541,
    films: 59_047,
    ratings: 25_000_095,
    shares: halfStars,
    tail: 4.4,
    opened: '1996-01-09',
    closed: '2019-11-21',
  },
} as const satisfies Record<string, PublishedShape>;

export type PublishedName = keyof typeof publishedShapes;

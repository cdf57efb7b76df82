import { normal } from '../../random.ts';
import type { Film } from './film.ts';
import { add, dimensions, directionOf, scaledToPeople } from './taste-space.ts';

/** How much each side of a film says of whom it is for; the squares add up to 1. */
const weights = { genres: 0.62, director: 0.36, era: 0.3, itself: 0.63 };
/** Votes are evidence: the average of fewer is pulled towards that of all films by as many votes as this. */
const priorVotes = 2000;

/** From this fame on, in deviations above the mean, hardly anyone has not heard of a film. */
const knownToAll = 2.5;

/** What the audience knows of the films. */
export interface FilmTraits {
  /** How likely a film comes to someone's mind, in parts of any total. */
  readonly appeal: Float64Array;
  /** How good everyone finds it, of mean 0 and deviation 1. */
  readonly quality: Float64Array;
  /** For whom it is: film f's vector in the dimensions of taste starts at f · dimensions. */
  readonly vectors: Float32Array;
}

/** Appeal from the votes with the given tail, quality from the average vote, vectors from genres, director and era. */
export function filmTraits(films: readonly Film[], tail: number, seed: number): FilmTraits {
  const fame = standardized(films.map(({ imdbVotes }) => Math.log(imdbVotes + 1)));
  const mean = films.reduce((sum, { imdbRating }) => sum + imdbRating, 0) / films.length;
  const damped = films.map(({ imdbRating, imdbVotes }) => ((imdbRating - mean) * imdbVotes) / (imdbVotes + priorVotes));
  return {
    appeal: fame.map((standing) => 1 / (1 + Math.exp(-tail * (standing - knownToAll)))),
    quality: standardized(damped),
    vectors: vectorsOf(films, seed),
  };
}

function vectorsOf(films: readonly Film[], seed: number): Float32Array {
  const known = new Map<string, Float64Array>();
  const direction = (name: string): Float64Array => {
    const found = known.get(name) ?? scaledToPeople(directionOf(name, seed));
    known.set(name, found);
    return found;
  };
  const itself = normal(seed, 'film itself');
  const eras = standardized(films.map(({ year }) => year));
  const vectors = new Float32Array(films.length * dimensions);
  for (const [film, { genres, director }] of films.entries()) {
    const sum = new Float64Array(dimensions);
    for (const genre of genres) add(sum, direction(`genre ${genre}`), weights.genres / Math.sqrt(genres.length));
    if (director) add(sum, direction(`director ${director}`), weights.director);
    add(sum, direction('era'), weights.era * eras[film]);
    const own = Float64Array.from({ length: dimensions }, (_, at) => itself(film * dimensions + at));
    add(sum, scaledToPeople(own), weights.itself);
    vectors.set(scaledToPeople(sum), film * dimensions);
  }
  return vectors;
}

/** The same numbers with mean 0 and deviation 1; zeros where all are the same. */
function standardized(values: readonly number[]): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return Float64Array.from(values, (value) => (deviation > 0 ? (value - mean) / deviation : 0));
}

import { MovierecError } from '../../errors.ts';
import { publishedShapes, usualShape, type PublishedName, type Shape } from './shapes.ts';

/** The largest audience that can be asked for. */
export const limits = { ratings: 2e9, users: 5e7, films: 1e6 } as const;

/** MovieLens took nobody in who had rated less. */
const usualMinimum = 20;

/** What was asked for; what is left out follows from the number of ratings, or from the data set to be like. */
export interface AskedSizes {
  readonly ratings?: number | undefined;
  readonly users?: number | undefined;
  readonly films?: number | undefined;
  readonly like?: string | undefined;
}

export interface Sizes {
  readonly ratings: number;
  readonly users: number;
  readonly films: number;
  readonly minimum: number;
  readonly shape: Shape;
}

/**
 * Sizes that are possible, exactly as asked.
 * @throws USAGE where neither ratings nor a set to be like is given, UNKNOWN_DATASET, OPTION_RANGE
 */
export function resolveSizes(asked: AskedSizes): Sizes {
  const published = asked.like === undefined ? undefined : publishedShape(asked.like);
  const ratings = asked.ratings ?? published?.ratings;
  if (ratings === undefined) {
    throw new MovierecError('USAGE', 'the number of ratings is missing.', 'Give --ratings 1e6, or --like ml-1m.');
  }
  checkCount('ratings', ratings);
  const part = published ? ratings / published.ratings : 1;
  const films = asked.films ?? (published && part >= 1 ? published.films : usualFilms(ratings));
  checkCount('films', films);
  const usualUsers = Math.round(published ? published.users * part : ratings / 130);
  const users = asked.users ?? Math.max(1, usualUsers, Math.ceil(ratings / films));
  checkCount('users', users);
  checkTogether(ratings, users, films);
  return {
    ratings,
    users,
    films,
    minimum: Math.min(usualMinimum, Math.floor(ratings / users)),
    shape: published ?? usualShape,
  };
}

/** Catalogs grow more slowly than audiences: 1,700 films for 100 thousand ratings, 15,500 for 25 million. */
const usualFilms = (ratings: number): number =>
  Math.max(1, Math.min(ratings, Math.round(1700 * (ratings / 1e5) ** 0.4)));

function publishedShape(name: string) {
  if (name in publishedShapes) return publishedShapes[name as PublishedName];
  throw new MovierecError(
    'UNKNOWN_DATASET',
    `no known shape "${name}".`,
    `Use one of these with --like: ${Object.keys(publishedShapes).join(', ')}.`,
  );
}

function checkCount(name: keyof typeof limits, count: number): void {
  if (Number.isInteger(count) && count >= 1 && count <= limits[name]) return;
  throw new MovierecError(
    'OPTION_RANGE',
    `--${name} is ${count}, which is not a whole number from 1 to ${limits[name]}.`,
    `Give, for instance, --${name} ${{ ratings: '1e6', users: 6000, films: 4000 }[name]}.`,
  );
}

function checkTogether(ratings: number, users: number, films: number): void {
  const refuse = (why: string, hint: string): never => {
    throw new MovierecError('OPTION_RANGE', why, hint);
  };
  if (ratings > users * films) {
    refuse(
      `${ratings} ratings are more than ${users} people can give to ${films} films, one each.`,
      `Give at most --ratings ${users * films}, or more --users or --films.`,
    );
  }
  if (ratings < users) {
    refuse(`${ratings} ratings are fewer than one for each of ${users} people.`, `Give at most --users ${ratings}.`);
  }
  if (ratings < films) {
    refuse(`${ratings} ratings are fewer than one for each of ${films} films.`, `Give at most --films ${ratings}.`);
  }
}

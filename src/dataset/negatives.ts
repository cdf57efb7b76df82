import { stat } from 'node:fs/promises';
import type { Context } from '../context.ts';
import { asMovierecError, MovierecError } from '../errors.ts';
import { uniform } from '../random.ts';
import { linesOf, type Line } from './parsing/lines.ts';
import type { Ratings } from './ratings.ts';
import { role } from './splits/role.ts';

/** Films that people have not rated, person by person: indexes[starts[u]] to indexes[starts[u + 1] - 1], ascending. */
export interface Negatives {
  readonly starts: Uint32Array;
  readonly indexes: Int32Array;
}

/**
 * For each person `count` different films that have a training rating and none of any kind by this person, drawn with
 * equal chances; all of them where there are fewer. They depend on the seed, the person's index and which films these
 * are, not on the order of the rows. Linear in ratings, films and drawn films, but for sorting each person's.
 * @throws OPTION_RANGE unless `count` is a whole number from 1
 */
export function sampleNegatives(ratings: Ratings, roles: Uint8Array, count: number, seed: number): Negatives {
  if (!Number.isInteger(count) || count < 1) {
    throw new MovierecError('OPTION_RANGE', `the number of negatives is ${count}.`, 'Give a whole number from 1.');
  }
  const { films, places } = trainedFilms(ratings, roles);
  const users = ratings.users.size;
  const rated = ratings.byUser;
  const starts = new Uint32Array(users + 1);
  const indexes = new Int32Array(users * Math.min(count, films.length));
  const random = uniform(seed, 'negatives');
  const drawnBy = new Int32Array(films.length).fill(-1);
  for (let user = 0; user < users; user++) {
    const taken = rated.indexes.subarray(rated.starts[user], rated.starts[user + 1]).map((item) => places[item]);
    const excluded = taken.filter((place) => place >= 0);
    const left = films.length - excluded.length;
    const drawn = indexes.subarray(starts[user], starts[user] + Math.min(count, left));
    starts[user + 1] = starts[user] + drawn.length;
    // Every subset is as likely as any other (algorithm F2 of Bentley and Floyd 1987), here of the places 0 … left-1.
    for (let at = 0; at < drawn.length; at++) {
      const last = left - drawn.length + at;
      const place = Math.floor(random(user * films.length + last) * (last + 1));
      drawn[at] = drawnBy[place] === user ? last : place;
      drawnBy[drawn[at]] = user;
    }
    drawn.sort();
    // Both ascend: a place among the films that are left moves on by the excluded ones before it.
    for (let at = 0, passed = 0; at < drawn.length; at++) {
      while (passed < excluded.length && excluded[passed] <= drawn[at] + passed) passed++;
      drawn[at] = films[drawn[at] + passed];
    }
  }
  return { starts, indexes: indexes.slice(0, starts[users]) };
}

/** The films with a training rating, ascending, and the place of each film among them, -1 for none. */
function trainedFilms({ items, columns: { item } }: Ratings, roles: Uint8Array) {
  const places = new Int32Array(items.size).fill(-1);
  for (let at = 0; at < item.length; at++) if (roles[at] === role.train) places[item[at]] = 0;
  const films = Int32Array.from(places.keys()).filter((film) => places[film] === 0);
  for (let at = 0; at < films.length; at++) places[films[at]] = at;
  return { films, places };
}

/** Lists that came with a data set. */
export interface GivenNegatives extends Negatives {
  /** How many lists hold the very film that they were made for, so that it stands against itself. */
  readonly containsTest: number;
}

const format = 'Each line is to be "(user,film)" and films of the data set, with tabs between.';

/**
 * Reads lists of negatives as He et al. (2017) published them: on each line `(user,film)`, the film being the one that
 * is tested, and by tabs the films that it is to be ranked with. People without a line have an empty list.
 * @throws MISSING_FILE, EMPTY_FILE; BAD_FILE for a line that is of another form, names someone or a film that the data
 *   set has not, or has a second list for a person or a film twice
 */
export async function readNegatives(path: string, ratings: Ratings, context: Context): Promise<GivenNegatives> {
  await stat(path).catch((error: unknown) => {
    throw asMovierecError(error);
  });
  const lists = new Map<number, Int32Array>();
  let containsTest = 0;
  for await (const lines of linesOf(path, 'utf8', context.signal)) {
    for (const line of lines.filter(({ text }) => text !== '')) {
      const { user, tested, films } = listOf(line, path, ratings);
      if (lists.has(user)) throw bad(path, line, `user "${ratings.users.names[user]}" has a list already`);
      lists.set(user, films);
      if (films.includes(tested)) containsTest++;
    }
  }
  if (lists.size === 0) throw new MovierecError('EMPTY_FILE', `${path} holds no lists.`, format);
  const users = ratings.users.size;
  const starts = new Uint32Array(users + 1);
  for (let user = 0; user < users; user++) starts[user + 1] = starts[user] + (lists.get(user)?.length ?? 0);
  const indexes = new Int32Array(starts[users]);
  for (const [user, films] of lists) indexes.set(films, starts[user]);
  return { starts, indexes, containsTest };
}

function listOf(line: Line, path: string, { users, items }: Ratings) {
  const [pair, ...names] = line.text.split('\t');
  const [, userName, testedName] = /^\((.+), *([^,]+)\)$/.exec(pair) ?? [];
  const isList = userName !== undefined && testedName !== undefined && names.length > 0;
  if (line.reason !== undefined || !isList) throw bad(path, line, line.reason ?? 'this is no list of films');
  const user = users.indexOf(userName);
  if (user < 0) throw bad(path, line, `there is no user "${userName}"`);
  const unknown = [testedName, ...names].find((name) => items.indexOf(name) < 0);
  if (unknown !== undefined) throw bad(path, line, `there is no film "${unknown}"`);
  const films = Int32Array.from(names, (name) => items.indexOf(name)).sort();
  const twice = films.find((film, at) => film === films[at - 1]);
  if (twice !== undefined) throw bad(path, line, `film "${items.names[twice]}" stands in the list twice`);
  return { user, tested: items.indexOf(testedName), films };
}

const bad = (path: string, { number }: Line, what: string): MovierecError =>
  new MovierecError('BAD_FILE', `${path}, line ${number}: ${what}.`, format);

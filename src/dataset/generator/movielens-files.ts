import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { steps, type Context } from '../../context.ts';
import { Audience, type RatedFilms } from './audience.ts';
import { CsvFile } from './csv-file.ts';
import type { Film } from './film.ts';
import { playEvents } from './play-events.ts';
import type { Plan } from './plan.ts';
import { simulatedName, simulatedSentence, type Simulated } from './simulated.ts';
import { tagsOf } from './tags.ts';

/**
 * Writes a simulated audience in the format of MovieLens (ratings.csv, movies.csv, tags.csv) with people.csv (the
 * directors), votes.csv, events.csv where the plan wants events, and what made it. Person by person, in bounded memory;
 * `folder` is there and empty.
 */
export async function writeMovieLensFiles(
  folder: string,
  plan: Plan,
  made: Simulated,
  context: Context,
): Promise<void> {
  await writeFilms(folder, plan.films);
  await writeRatings(folder, plan, context);
  await writeFile(join(folder, 'README.txt'), readme(plan, made));
  await writeFile(join(folder, simulatedName), `${JSON.stringify(made, null, 2)}\n`);
}

async function writeFilms(folder: string, films: readonly Film[]): Promise<void> {
  const movies = await CsvFile.create(join(folder, 'movies.csv'), 'movieId,title,genres');
  const people = await CsvFile.create(join(folder, 'people.csv'), 'movieId,name,role,position');
  const votes = await CsvFile.create(join(folder, 'votes.csv'), 'movieId,imdbRating,imdbVotes');
  try {
    for (const { id, title, year, genres, director, imdbRating, imdbVotes } of films) {
      movies.row(id, `${title} (${year})`, genres.join('|'));
      if (director) people.row(id, director, 'director', 1);
      votes.row(id, imdbRating, imdbVotes);
    }
  } finally {
    await Promise.all([movies.close(), people.close(), votes.close()]);
  }
}

async function writeRatings(folder: string, plan: Plan, context: Context): Promise<void> {
  const ratings = await CsvFile.create(join(folder, 'ratings.csv'), 'userId,movieId,rating,timestamp');
  const tags = await CsvFile.create(join(folder, 'tags.csv'), 'userId,movieId,tag,timestamp');
  const events = plan.events
    ? await CsvFile.create(join(folder, 'events.csv'), 'userId,movieId,event,fraction,timestamp')
    : undefined;
  try {
    const audience = new Audience(plan).ratedFilms();
    for await (const _user of steps(context, plan.users, 'people')) {
      const rated = audience.next().value as RatedFilms;
      addRatings(ratings, plan, rated);
      addTags(tags, plan, rated);
      if (events) addEvents(events, plan, rated);
      await ratings.spill();
      await tags.spill();
      await events?.spill();
    }
  } finally {
    await Promise.all([ratings.close(), tags.close(), events?.close()]);
  }
}

/** 0.0, 0.5, 1.0, … as they are written. */
const starTexts = Array.from({ length: 11 }, (_, halves) => (halves / 2).toFixed(1));

/** In the order of the films' ids, as in MovieLens. */
function addRatings(file: CsvFile, { films: catalog }: Plan, { person, films, stars, times }: RatedFilms): void {
  // One number holds film and position, so that typed arrays' fast sort can be used.
  const count = films.length;
  const order = new Float64Array(count);
  for (let at = 0; at < count; at++) order[at] = films[at] * count + at;
  let lines = '';
  for (const key of order.sort()) {
    const at = key % count;
    const rating = starTexts[2 * stars[at]];
    lines += `${person.index + 1},${catalog[films[at]].id},${rating},${times[at]}\n`;
  }
  file.lines(lines);
}

function addTags(file: CsvFile, { seed, films: catalog }: Plan, { person, films, stars, times }: RatedFilms): void {
  for (const [at, tag] of tagsOf(seed, person.index, (at) => catalog[films[at]], stars)) {
    file.row(person.index + 1, catalog[films[at]].id, tag, times[at] + 20);
  }
}

function addEvents(file: CsvFile, { seed, films: catalog }: Plan, { person, films, stars, times }: RatedFilms): void {
  for (const { at, event, fraction, time } of playEvents(seed, person.index, stars, times)) {
    file.row(person.index + 1, catalog[films[at]].id, event, fraction ?? '', time);
  }
}

function readme({ users, ratings, films }: Plan, { films: which }: Simulated): string {
  return `${simulatedSentence}

${ratings} ratings of ${films.length} ${which} films by ${users} simulated people, in the format of MovieLens:

ratings.csv  userId,movieId,rating,timestamp
movies.csv   movieId,title,genres
tags.csv     userId,movieId,tag,timestamp
people.csv   movieId,name,role,position
votes.csv    movieId,imdbRating,imdbVotes
events.csv   userId,movieId,event,fraction,timestamp (play, like, dislike, watchlist; in the demo only)

${simulatedName} says what made it; the same parameters give the same bytes.
`;
}

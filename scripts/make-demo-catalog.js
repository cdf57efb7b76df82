/**
 * Makes data/demo/films.csv, the catalog of the built-in data set, from movies.json of the npm package `vega-datasets`
 * (3.2.1), which is not a dependency. To get it and run this:
 *
 *     npm pack vega-datasets@3.2.1 && tar xzf vega-datasets-3.2.1.tgz
 *     node scripts/make-demo-catalog.js package/data/movies.json
 *
 * What is cleaned stands in data/demo/README.md; what no rule can know stands in data/demo/corrections.csv.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/** An average of fewer votes than this says little of a film. */
const fewestVotes = 1000;
/** The source ends here; later years are off by a century. */
const latestYear = 2010;

/** Our names, those of MovieLens, for the source's major genre and creative type. */
const genreNames = {
  Action: ['Action'],
  Adventure: ['Adventure'],
  'Black Comedy': ['Comedy'],
  Comedy: ['Comedy'],
  'Concert/Performance': ['Documentary', 'Musical'],
  Documentary: ['Documentary'],
  Drama: ['Drama'],
  Horror: ['Horror'],
  Musical: ['Musical'],
  'Romantic Comedy': ['Comedy', 'Romance'],
  'Thriller/Suspense': ['Thriller'],
  Western: ['Western'],
  Fantasy: ['Fantasy'],
  'Kids Fiction': ['Children'],
  'Science Fiction': ['Sci-Fi'],
};

const here = new URL('../data/demo/', import.meta.url);
const [path] = process.argv.slice(2);
if (!path) {
  console.error('Give the path of movies.json: node scripts/make-demo-catalog.js package/data/movies.json');
  process.exit(2);
}

const source = JSON.parse(readFileSync(path, 'utf8'));
const corrections = new Map(
  parse(readFileSync(new URL('corrections.csv', here)), { columns: true }).map((row) => [
    `${row.title} (${row.year})`,
    row,
  ]),
);
const unused = new Set(corrections.keys());
const films = source
  .filter((row) => row.Title !== null && row['IMDB Rating'] && row['IMDB Votes'] >= fewestVotes)
  .map(filmOf)
  .map(corrected)
  .filter((film) => film && film.genres.length > 0)
  .sort((a, b) => a.year - b.year || (a.title < b.title ? -1 : 1))
  .map((film, index) => ({ id: index + 1, ...film, genres: film.genres.join('|') }));

if (unused.size > 0) console.warn(`Corrections of films that are not there: ${[...unused].join('; ')}`);
warnOfTwins();
const columns = Object.keys(films[0]);
const lines = [columns, ...films.map(Object.values)].map((cells) => cells.map(quoted).join(','));
writeFileSync(new URL('films.csv', here), `${lines.join('\n')}\n`);
console.log(`${films.length} films of ${source.length}`);

function filmOf(row) {
  return {
    title: mended(String(row.Title)),
    year: yearOf(row['Release Date']),
    genres: [...new Set([row['Major Genre'], row['Creative Type']].flatMap((name) => genreNames[name] ?? []))].sort(),
    // A creative type alone says too little.
    ...(row['Major Genre'] === null && { genres: [] }),
    director: row.Director ?? '',
    imdbRating: row['IMDB Rating'],
    imdbVotes: row['IMDB Votes'],
    runtime: row['Running Time min'] ?? '',
  };
}

function corrected(film) {
  const name = `${film.title} (${film.year})`;
  const correction = corrections.get(name);
  if (!correction) return film;
  unused.delete(name);
  if (correction.drop) return undefined;
  return {
    ...film,
    title: correction.correctTitle || film.title,
    year: Number(correction.correctYear || film.year),
    genres: correction.genres ? correction.genres.split('|') : film.genres,
    director: correction.director || film.director,
  };
}

/** Latin-1 text was read as Mac Roman on its way into the source: "LÈon". Writes it back and reads it rightly. */
function mended(title) {
  const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const macintosh = new TextDecoder('macintosh').decode(bytes);
  const latin = new TextDecoder('windows-1252').decode(bytes);
  const letters = [...title].map((letter) => (macintosh.includes(letter) ? latin[macintosh.indexOf(letter)] : letter));
  return letters.join('').replace(/\s+/g, ' ').trim();
}

/** "Dec 31" of an old film stands for the beginning of the next year: only the year was known, and a day got lost. */
function yearOf(date) {
  const year = Number(date.slice(-4));
  const century = year > latestYear ? year - 100 : year;
  return date.startsWith('Dec 31') && century < 1994 ? century + 1 : century;
}

/** The same average of as many votes twice means that one film has the other's figures. */
function warnOfTwins() {
  const seen = new Map();
  for (const { title, year, imdbRating, imdbVotes } of films) {
    const figures = `${imdbRating} of ${imdbVotes}`;
    if (seen.has(figures)) console.warn(`Same figures: ${seen.get(figures)} and ${title} (${year})`);
    seen.set(figures, `${title} (${year})`);
  }
}

function quoted(cell) {
  return /[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell);
}

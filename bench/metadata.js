/**
 * How long joining IMDb's files takes, and how much memory: a made-up dump with as many rows as asked, of which MovieLens'
 * small set joins by id. Run: node bench/metadata.js [million rows of title.principals…], needs ../shared/data
 * Generates the files, packed, in a temporary folder; runs the built library in a process of its own, three times each.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const rounds = 3;
const films = fileURLToPath(new URL('../../shared/data/ml-latest-small', import.meta.url));

/** As many titles as principals, 6 names to 10 of them, a vote for every eighth: about as in IMDb's own. */
async function generate(folder, rows) {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const write = (name, select) =>
    connection.run(
      `COPY (${select}) TO '${join(folder, name)}' (HEADER, DELIMITER '\t', QUOTE '', ESCAPE '', COMPRESSION gzip)`,
    );
  const id = (prefix, number) => `'${prefix}' || lpad((${number})::VARCHAR, 7, '0')`;
  const titles = Math.round(rows / 5);
  const names = Math.round(rows / 5);
  // IMDb's ids reach from 1 to 30 million or so; these are as dense as there are titles.
  await write(
    'title.basics.tsv.gz',
    `SELECT ${id('tt', 'n')} AS tconst, CASE WHEN n % 10 < 7 THEN 'tvEpisode' WHEN n % 10 = 7 THEN 'movie' ELSE 'short' END AS titleType,
      'The Title of ' || hash(n) % 1000000 AS primaryTitle, 'Le titre du n° ' || hash(n) % 1000000 AS originalTitle,
      0 AS isAdult, 1920 + n % 100 AS startYear, '\\N' AS endYear, 20 + n % 120 AS runtimeMinutes, 'Drama,Comedy' AS genres
     FROM range(1, ${titles}) rows(n)`,
  );
  await write(
    'title.ratings.tsv.gz',
    `SELECT ${id('tt', '8 * n')} AS tconst, (10 + n % 90) / 10 AS averageRating, 5 + n % 100000 AS numVotes FROM range(1, ${titles / 8}) rows(n)`,
  );
  await write(
    'title.crew.tsv.gz',
    `SELECT ${id('tt', 'n')} AS tconst, ${id('nm', `1 + hash(n) % ${names}`)} AS directors,
      ${id('nm', `1 + hash(n * 3) % ${names}`)} || ',' || ${id('nm', `1 + hash(n * 5) % ${names}`)} AS writers FROM range(1, ${titles}) rows(n)`,
  );
  await write(
    'title.principals.tsv.gz',
    `SELECT ${id('tt', '1 + n // 5')} AS tconst, 1 + n % 5 AS ordering, ${id('nm', `1 + hash(n) % ${names}`)} AS nconst,
      CASE WHEN n % 5 = 4 THEN 'director' WHEN n % 2 = 0 THEN 'actor' ELSE 'actress' END AS category, '\\N' AS job,
      '["A character ' || hash(n) % 100000 || '"]' AS characters FROM range(${rows}) rows(n)`,
  );
  await write(
    'name.basics.tsv.gz',
    `SELECT ${id('nm', 'n')} AS nconst, 'Name ' || n AS primaryName, 1900 + n % 100 AS birthYear, '\\N' AS deathYear,
      'actor,producer' AS primaryProfession, 'tt0000001,tt0000002' AS knownForTitles FROM range(1, ${names + 2}) rows(n)`,
  );
  connection.closeSync();
}

async function measure(imdb, folder) {
  const { createContext } = await import('../dist/context.js');
  const { ingest } = await import('../dist/stages/ingest.js');
  const { Workspace } = await import('../dist/artifacts/workspace.js');
  const started = performance.now();
  const options = { workspace: new Workspace(folder), from: films, imdb, force: true };
  const { metadata, tables } = await ingest(options, createContext());
  const seconds = (performance.now() - started) / 1000;
  const peak = process.resourceUsage().maxRSS * 1024;
  console.log(JSON.stringify({ seconds, peak, people: tables.people, matchRate: metadata[0].matchRate }));
}

/** In a process of its own, so that memory is that of this work alone. */
const apart = (...values) =>
  execFileSync(process.execPath, [fileURLToPath(import.meta.url), ...values.map(String)], { encoding: 'utf8' });

function bench(millions) {
  const folder = mkdtempSync(join(tmpdir(), 'movierec-bench-'));
  const rows = millions * 1e6;
  try {
    apart('generate', folder, rows);
    const runs = Array.from({ length: rounds }, () => JSON.parse(apart('measure', folder, folder)));
    const { seconds, peak, people, matchRate } = runs.sort((a, b) => a.seconds - b.seconds)[Math.floor(rounds / 2)];
    // title.basics, title.crew and name.basics have a fifth as many rows, title.ratings a fortieth.
    const all = rows * (1 + 3 / 5 + 1 / 40);
    console.log(
      `${millions} M rows of title.principals, ${(all / 1e6).toFixed(0)} M in all: ${seconds.toFixed(1)} s (median of ${rounds}), ` +
        `${(all / seconds / 1e6).toFixed(2)} M rows/s, peak ${(peak / 2 ** 20).toFixed(0)} MB; ` +
        `${(100 * matchRate).toFixed(0)} % of the films found, ${people.toLocaleString('en')} people`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [task, ...values] = process.argv.slice(2);
if (task === 'generate') await generate(values[0], Number(values[1]));
else if (task === 'measure') await measure(values[0], values[1]);
else if (!existsSync(films)) console.log('skipped: needs ../shared/data/ml-latest-small, which is not here');
else for (const millions of task === undefined ? [10] : [task, ...values].map(Number)) bench(millions);

/**
 * How long the features of 60,000 films with plots, people, tags and keywords take, and how much memory; and TF-IDF of
 * 45,000 short plots alone. The films are invented, the same in every run. Run: node bench/features.js [films] [rounds]
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const library = (path) => import(new URL(`../dist/${path}`, import.meta.url).href);

/** Words by rank: of two to four syllables, in several forms of one stem, and the real stopwords most often. */
function vocabulary(random, size) {
  const [onsets, vowels] = [['b', 'br', 'c', 'd', 'f', 'g', 'l', 'm', 'n', 'p', 'r', 's', 'st', 't', 'v'], 'aeiou'];
  const pick = (list) => list[Math.floor(random() * list.length)];
  const stem = () =>
    Array.from({ length: 2 + Math.floor(random() * 2) }, () => pick(onsets) + pick(vowels)).join('') + pick('nrstl');
  const words = ['the', 'a', 'of', 'and', 'to', 'in', 'is', 'his', 'with', 'her', 'who', 'on', 'for', 'by', 'from'];
  while (words.length < size) {
    const root = stem();
    words.push(...['', 's', 'ed', 'ing', 'er'].map((ending) => root + ending));
  }
  return words;
}

/** Texts of about `length` words by Zipf's law: the word of rank r has a share in proportion to 1 / r. */
function* texts(count, length, random, words) {
  const cumulative = new Float64Array(words.length);
  let sum = 0;
  for (let rank = 0; rank < words.length; rank++) cumulative[rank] = sum += 1 / (rank + 1);
  const word = () => {
    const wanted = random() * sum;
    let [low, high] = [0, words.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulative[middle] < wanted) low = middle + 1;
      else high = middle;
    }
    return words[low];
  };
  for (let text = 0; text < count; text++) {
    const size = Math.round(length * (0.5 + random()));
    yield `${Array.from({ length: size }, word).join(' ')}.`;
  }
}

/** A workspace with an ingested set of invented films, and a million ratings of them. */
async function make(folder, films) {
  const { createContext } = await library('context.js');
  const { sequence } = await library('random.js');
  const { Database } = await library('artifacts/database.js');
  const { runStage } = await library('artifacts/run-stage.js');
  const { Workspace } = await library('artifacts/workspace.js');
  const context = createContext();
  const workspace = new Workspace(folder);
  const run = {
    workspace,
    stage: 'ingest',
    dataset: 'bench',
    folder: workspace.interim('bench'),
    options: {},
    inputs: [],
  };
  await runStage(run, context, (temporary) =>
    Database.use(temporary, context, async (database) => {
      const write = (table, select) =>
        database.run(`COPY (${select}) TO '${join(temporary, `${table}.parquet`)}' (FORMAT parquet)`);
      const ids = `range(${films}) AS films(film)`;
      /** Numbers below `most`, small ones far more often, different for each salt. */
      const skewed = (row, salt, most) =>
        `floor(${most} * power((hash(${row} * 31 + ${salt}) % 1000003) / 1000003, 3))::INTEGER`;
      const times = (count) => `${ids}, range(${count}) AS places(place)`;
      await write(
        'movies',
        `SELECT film::VARCHAR AS movie, 'Film ' || film AS title, 1920 + (hash(film) % 105)::INTEGER AS year,
        ['Genre ' || ${skewed('film', 1, 20)}, 'Genre ' || ${skewed('film', 2, 20)}] AS genres FROM ${ids}`,
      );
      await write(
        'ratings',
        `SELECT (hash(row) % 10000)::VARCHAR AS user, ${skewed('row', 3, films)}::VARCHAR AS movie,
        ((1 + hash(row * 3) % 10) / 2.0)::FLOAT AS rating, (1000000000 + hash(row * 5) % 500000000)::BIGINT AS timestamp
        FROM range(1000000) AS rows(row)`,
      );
      await write(
        'people',
        `SELECT film::VARCHAR AS movie, 'Person ' || ${skewed('(film * 18 + place)', 4, films)} AS name,
        CASE WHEN place < 1 THEN 'director' WHEN place < 3 THEN 'writer' ELSE 'cast' END AS role,
        (CASE WHEN place < 1 THEN 1 WHEN place < 3 THEN place ELSE place - 2 END)::INTEGER AS position FROM ${times(18)}`,
      );
      await write(
        'tags',
        `SELECT (hash(film + place) % 5000)::VARCHAR AS user, film::VARCHAR AS movie,
        'Tag ' || ${skewed('(film * 20 + place)', 5, 20000)} AS tag, NULL::BIGINT AS timestamp FROM ${times(20)}`,
      );
      await write(
        'keywords',
        `SELECT film::VARCHAR AS movie, 'keyword ' || ${skewed('(film * 8 + place)', 6, 20000)} AS keyword FROM ${times(8)}`,
      );
      await write(
        'details',
        `SELECT film::VARCHAR AS movie, (60 + hash(film) % 120)::INTEGER AS runtime,
        ['en', 'fr', 'de', 'ja'][1 + ${skewed('film', 7, 4)}] AS language, []::VARCHAR[] AS genres,
        NULL::INTEGER AS year FROM ${ids}`,
      );
      await write(
        'votes',
        `SELECT film::VARCHAR AS movie, (1 + (hash(film) % 90) / 10)::FLOAT AS imdbRating,
        ${skewed('film', 8, 1000000)} AS imdbVotes, NULL::FLOAT AS tmdbRating,
        NULL::INTEGER AS tmdbVotes FROM ${ids}`,
      );
      const random = sequence(42, 'plots');
      await database.run('CREATE TABLE plots (movie VARCHAR, plot VARCHAR)');
      const plots = texts(films, 60, random, vocabulary(random, 40000));
      await database.insert(
        'plots',
        Array.from(plots, (plot, film) => [String(film), plot]),
      );
      await write('plots', 'SELECT * FROM plots');
      return { dataset: 'bench', simulated: true };
    }),
  );
  const { requireProcessed } = await library('stages/processed.js');
  await requireProcessed({ workspace }, context);
}

async function measure(folder) {
  const { createContext } = await library('context.js');
  const { features } = await library('stages/features.js');
  const { Workspace } = await library('artifacts/workspace.js');
  const started = performance.now();
  const result = await features({ workspace: new Workspace(folder), force: true }, createContext());
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage();
  const parts = [
    ...result.sets,
    ...(result.profiles ? [{ name: 'profiles', ...result.profiles }] : []),
    { name: 'vectors', ...result.vectors },
  ];
  const peak = process.resourceUsage().maxRSS * 1024;
  console.log(JSON.stringify({ seconds, cpu: (user + system) / 1e6, peak, parts }));
}

/** The words of plots to rows of length 1, with nothing around it. */
async function measureText(films) {
  const { createContext } = await library('context.js');
  const { sequence } = await library('random.js');
  const { stemCounts } = await library('features/text/stem-counts.js');
  const { frequencyWithin, weigh } = await library('features/weigh.js');
  const random = sequence(42, 'plots');
  const plots = [...texts(films, 60, random, vocabulary(random, 40000))];
  const before = process.cpuUsage();
  const started = performance.now();
  const { words, rows } = await stemCounts(plots, createContext());
  const { rows: weighed } = weigh(words, rows, frequencyWithin({ least: 3, most: 0.25 }));
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ seconds, cpu: (user + system) / 1e6, entries: weighed.values.length }));
}

const [task = '60000', ...values] = process.argv.slice(2);
const median = (runs) => runs.toSorted((a, b) => a.seconds - b.seconds)[Math.floor(runs.length / 2)];
const megabytes = (bytes) => `${(bytes / 2 ** 20).toFixed(0)} MB`;
if (task === 'make') await make(values[0], Number(values[1]));
else if (task === 'measure') await measure(values[0]);
else if (task === 'text') await measureText(Number(values[0]));
else {
  const [films, rounds] = [Number(task), Number(values[0] ?? 3)];
  // In a process of its own each, so that memory is that of this work alone.
  const apart = (...args) =>
    execFileSync(process.execPath, [fileURLToPath(import.meta.url), ...args.map(String)], { encoding: 'utf8' });
  const folder = mkdtempSync(join(tmpdir(), 'movierec-bench-'));
  try {
    apart('make', folder, films);
    const whole = median(Array.from({ length: rounds }, () => JSON.parse(apart('measure', folder))));
    for (const { name, features, entries, seconds } of whole.parts) {
      const of =
        features === undefined
          ? ''
          : `${features.toLocaleString('en')} features, ${entries.toLocaleString('en')} entries`;
      console.log(`${name.padEnd(9)} ${seconds.toFixed(2).padStart(6)} s  ${of}`);
    }
    console.log(
      `${films.toLocaleString('en')} films in all: ${whole.seconds.toFixed(2)} s (${whole.cpu.toFixed(2)} s of computing), peak ${megabytes(whole.peak)} (median of ${rounds})`,
    );
    const text = median(Array.from({ length: rounds }, () => JSON.parse(apart('text', 45000))));
    console.log(
      `TF-IDF of 45,000 plots: ${text.seconds.toFixed(2)} s (${text.cpu.toFixed(2)} s of computing), ${text.entries.toLocaleString('en')} entries (median of ${rounds})`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

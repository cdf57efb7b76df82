/**
 * How long `ingest` takes for a CSV of 10 and 25 million ratings, and how much memory. Run: node bench/ingest.js [rows…]
 * Generates the files in a temporary folder; runs the built library in a process of its own, three times each.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const rounds = 3;

/** Random users, films, half stars and times, the same in every run; every 1,000th row is bad where `dirty`. */
async function generate(path, rows, dirty) {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const rating = '((1 + hash(row * 3) % 10) / 2.0)::DECIMAL(2, 1)';
  await connection.run(`COPY (
    SELECT (1 + hash(row) % 162000) AS userId, (1 + hash(row * 7) % 62000) AS movieId,
      ${dirty ? `CASE WHEN row % 1000 = 999 THEN 'many' ELSE ${rating}::VARCHAR END` : rating} AS rating,
      (800000000 + hash(row * 5) % 700000000) AS timestamp
    FROM range(${rows}) AS rows(row)) TO '${path}' (HEADER, DELIMITER ',')`);
  connection.closeSync();
}

async function measure(from, folder) {
  const { createContext } = await import('../dist/context.js');
  const { ingest } = await import('../dist/stages/ingest.js');
  const { Workspace } = await import('../dist/artifacts/workspace.js');
  const started = performance.now();
  const { tables, rejected } = await ingest({ workspace: new Workspace(folder), from, force: true }, createContext());
  const seconds = (performance.now() - started) / 1000;
  console.log(JSON.stringify({ rows: tables.ratings, rejected, seconds, peak: process.resourceUsage().maxRSS * 1024 }));
}

/** In a process of its own, so that memory is that of this work alone. */
const apart = (...values) =>
  execFileSync(process.execPath, [fileURLToPath(import.meta.url), ...values.map(String)], { encoding: 'utf8' });

function bench(rows, kind) {
  const folder = mkdtempSync(join(tmpdir(), 'movierec-bench-'));
  try {
    const path = join(folder, 'ratings.csv');
    apart('generate', path, rows, kind);
    const runs = Array.from({ length: rounds }, () => JSON.parse(apart('measure', path, folder)));
    const { seconds, peak, rejected } = runs.sort((a, b) => a.seconds - b.seconds)[Math.floor(rounds / 2)];
    console.log(
      `${rows.toLocaleString('en')} rows, ${kind}: ${seconds.toFixed(2)} s (median of ${rounds}), ` +
        `${(rows / seconds / 1e6).toFixed(2)} M rows/s, peak ${(peak / 2 ** 20).toFixed(0)} MB, ${rejected} set aside`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [task, ...values] = process.argv.slice(2);
if (task === 'generate') await generate(values[0], Number(values[1]), values[2] === 'dirty');
else if (task === 'measure') await measure(values[0], values[1]);
else {
  const sizes = task === undefined ? [10e6, 25e6] : [task, ...values].map(Number);
  for (const size of sizes) bench(size, 'clean');
  bench(sizes[0], 'dirty');
}

/**
 * How fast `ingest` reads ratings from MariaDB and from FerretDB, and how much memory it takes.
 * Run: node --import ./test/fixtures/threads/register.js bench/databases/ingest.js [ratings] [ratings in FerretDB] [rounds]
 * Makes the ratings by the project's generator, starts the servers of the tests, loads them, and measures the built
 * program in a process of its own, so many times each (3); beside it, the driver's cursor alone and the CSV file itself.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const [ratings = 1e6, documents = ratings, rounds = 3] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'movierec-bench-'));
const raw = join(folder, 'raw');

/** The built program, watched from the first moment for the memory it takes. */
function movierec(...args) {
  const workspace = mkdtempSync(join(folder, 'workspace-'));
  const launcher = join(root, 'bin', 'movierec.js');
  const report = 'process.on("exit", () => process.stderr.write(`PEAK ${process.resourceUsage().maxRSS}\\n`))';
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(report)}`,
      launcher,
      ...args,
      '--workspace',
      workspace,
      '--json',
    ],
    { encoding: 'utf8' },
  );
  const seconds = (performance.now() - started) / 1000;
  if (status !== 0) throw new Error(stdout + stderr);
  rmSync(workspace, { recursive: true });
  const reading = Number(/^Read [\d,]+ rows of ratings, ([\d,]+) a second/m.exec(stderr)?.[1].replaceAll(',', ''));
  return {
    seconds,
    reading,
    rows: JSON.parse(stdout).tables.ratings,
    peak: Number(/PEAK (\d+)/.exec(stderr)[1]) / 1024,
  };
}

function show(name, ...args) {
  const runs = Array.from({ length: rounds }, () => movierec('ingest', ...args));
  const { seconds, reading, rows, peak } = runs.sort((a, b) => a.seconds - b.seconds)[Math.floor(rounds / 2)];
  const read = Number.isNaN(reading) ? '' : `; reading alone ${reading.toLocaleString('en')}/s`;
  const rate = Math.round(rows / seconds).toLocaleString('en');
  console.log(
    `${name}: ${rows.toLocaleString('en')} rows in ${seconds.toFixed(1)} s, ${rate}/s with all that ingest does${read}; peak ${peak.toFixed(0)} MB`,
  );
}

async function* blocksOf(most) {
  let block = [];
  let count = 0;
  for await (const line of createInterface({ input: createReadStream(join(raw, 'ratings.csv')) })) {
    if (count++ === 0) continue;
    block.push(line.split(','));
    if (block.length === 10_000) yield block.splice(0);
    if (count > most) break;
  }
  if (block.length > 0) yield block;
}

const [{ startMariadb }, { startFerretdb, freshDatabase }, { openMysql }, { MongoClient }] = await Promise.all([
  import('../../test/fixtures/servers/mariadb.ts'),
  import('../../test/fixtures/servers/ferretdb.ts'),
  import('../../src/connections/mysql.ts'),
  import('mongodb'),
]);
const stops = [];
try {
  execFileSync(process.execPath, [
    join(root, 'bin', 'movierec.js'),
    'generate',
    '--ratings',
    String(ratings),
    '--out',
    raw,
  ]);
  show('The CSV file', '--from', join(raw, 'ratings.csv'), '--format', 'table');

  const mariadb = await startMariadb();
  stops.push(mariadb.stop);
  const address = await mariadb.freshDatabase();
  const { pool } = await openMysql(address);
  await pool.query(
    'CREATE TABLE ratings (id BIGINT AUTO_INCREMENT PRIMARY KEY, user INT, movie INT, rating DECIMAL(2, 1), at DATETIME)',
  );
  for await (const block of blocksOf(ratings)) {
    const rows = block.map(([user, movie, rating, time]) => [user, movie, rating, new Date(time * 1000)]);
    await pool.query('INSERT INTO ratings (user, movie, rating, at) VALUES ?', [rows]);
  }
  await pool.query('ANALYZE TABLE ratings');
  await pool.end();
  show('MariaDB', '--from', address, '--table', 'ratings', '--dataset', 'bench');

  const ferretdb = await startFerretdb();
  stops.push(ferretdb.stop);
  const place = freshDatabase(ferretdb.address);
  const client = new MongoClient(place);
  const votes = client.db().collection('votes');
  let at = 0;
  for await (const block of blocksOf(documents)) {
    await votes.insertMany(
      block.map(([user, movie, rating, time]) => ({
        ...{ _id: at++, uid: Number(user), film: { id: Number(movie) } },
        ...{ stars: Number(rating), when: new Date(time * 1000) },
      })),
    );
  }
  const started = performance.now();
  const cursor = votes.find({}, { batchSize: 5000, sort: { _id: 1 } });
  let alone = 0;
  while (await cursor.hasNext()) alone += cursor.readBufferedDocuments().length;
  const rate = Math.round((alone / (performance.now() - started)) * 1000).toLocaleString('en');
  console.log(`FerretDB, the driver's cursor alone: ${rate}/s`);
  await client.close();
  const columns = 'user=uid,movie=film.id,rating=stars,timestamp=when';
  show('FerretDB', '--from', place, '--table', 'votes', '--columns', columns, '--dataset', 'bench');
} finally {
  await Promise.all(stops.map((stop) => stop()));
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Kills a process amid its writing, again and again, and looks whether the store has every rating that was acknowledged.
 * Run after the build:
 * node bench/serve/kill-store.js [--times 100] [--store ADDRESS] [--seed 1]
 * Ends with 1 if anything is lost. `--from src` runs the TypeScript, where a loader for it is given with --import.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '100' },
    store: { type: 'string' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: 'dist' },
    write: { type: 'string' },
  },
});
const load = (name) =>
  import(new URL(`../../${values.from}/${name}.${values.from === 'src' ? 'ts' : 'js'}`, import.meta.url));
const { openStore } = await load('store/open-store');
/** How many write at once, and how many films each of them rates over and over, ever higher. */
const [writers, films] = [16, 200];

if (values.write) await write(values.write);
else process.exitCode = (await main()) ? 0 : 1;

/** The process that will be killed: says what it is about to write, writes it, and says so once that is acknowledged. */
async function write(person) {
  const store = await openStore(values.store, '.');
  await store.addGuest(person, Date.now());
  const writer = async (number) => {
    for (let rating = 1; ; rating++) {
      const film = `${number}-${rating % films}`;
      await store.rate(person, { film, rating, at: Date.now() });
      writeSync(1, `${film} ${rating}\n`);
    }
  };
  await Promise.all(Array.from({ length: writers }, (_, number) => writer(number)));
}

async function main() {
  const { sequence } = await load('random');
  const random = sequence(Number(values.seed), 'when to kill');
  const folder = mkdtempSync(join(tmpdir(), 'movierec-kill-'));
  const address = values.store ?? `sqlite:${join(folder, 'store.db')}`;
  const expected = new Map();
  let [acknowledged, lost, damaged] = [0, 0, 0];
  try {
    console.log('kill   after ms   acknowledged   lost   people   integrity');
    for (let time = 1; time <= Number(values.times); time++) {
      const person = `person-${values.seed}-${time}`;
      const delay = Math.round(20 + 480 * random());
      const said = await killed(person, address, delay);
      expected.set(person, said.ratings);
      const { missing, integrity } = await inspect(address, expected);
      acknowledged += said.count;
      lost += missing;
      damaged += integrity === 'ok' ? 0 : 1;
      const cells = [String(time).padStart(4), String(delay).padStart(8), String(said.count).padStart(12)];
      console.log([...cells, String(missing).padStart(4), String(expected.size).padStart(6), integrity].join('   '));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(
    `${values.times} kills: ${acknowledged.toLocaleString('en')} ratings acknowledged, ${lost} lost, ` +
      `${damaged} times damaged.`,
  );
  return lost === 0 && damaged === 0 && acknowledged > 0;
}

/** Lets a process write, kills it so long after its first word, and gives the last rating of each film that it had said. */
async function killed(person, address, delay) {
  const line = [...process.execArgv, fileURLToPath(import.meta.url), '--write', person, '--store', address];
  const child = spawn(process.execPath, [...line, '--from', values.from], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = new Promise((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
  const ratings = new Map();
  let count = 0;
  let text = '';
  child.stdout.on('data', (part) => {
    if (count === 0 && text === '') setTimeout(() => child.kill('SIGKILL'), delay);
    const lines = (text + part).split('\n');
    // A line that was cut off was not said.
    text = lines.pop();
    for (const said of lines) {
      const [film, rating] = said.split(' ');
      ratings.set(film, Number(rating));
      count++;
    }
  });
  const closed = new Promise((resolve) => child.stdout.once('close', resolve));
  const end = await exited;
  await closed;
  if (end !== 'SIGKILL') throw new Error(`the writing process ended by itself: ${end}`);
  return { ratings, count };
}

/**
 * How many of the expected ratings are not there. Since each film is rated ever higher, the one that is there may be one
 * round higher than the last that was acknowledged: written, but not said any more.
 */
async function inspect(address, expected) {
  const store = await openStore(address, '.');
  let missing = 0;
  for (const [person, ratings] of expected) {
    const stored = new Map((await store.ratingsOf(person)).map(({ film, rating }) => [film, rating]));
    for (const [film, rating] of ratings) {
      const found = stored.get(film);
      if (found !== rating && found !== rating + films) missing++;
    }
  }
  await store.close();
  return { missing, integrity: await integrityOf(address) };
}

/** What the engine itself finds wrong, where it can be asked. */
async function integrityOf(address) {
  if (!address.startsWith('sqlite:')) return 'ok';
  const { default: Database } = await import('libsql');
  const database = new Database(address.slice('sqlite:'.length));
  const [{ integrity_check: found }] = database.pragma('integrity_check');
  const broken = database.pragma('foreign_key_check');
  database.close();
  return broken.length > 0 ? `${broken.length} rows of nobody` : found;
}

/**
 * Kills `movierec serve` while people rate over HTTP, again and again, and looks whether every rating that was acknowledged
 * is there for the same cookie once it has started again. Run after the build:
 * node bench/serve/kill.js [--times 100] [--people 16] [--seed 1] [--lose-last] [--store ADDRESS]
 * Ends with 1 if anything is lost. With --lose-last the latest fifty ratings are removed after each kill, as if they had
 * not reached the disk: then it must find losses. `--program` is another launcher than bin/movierec.js.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Database from 'libsql';
import { ask, knownFilms, sequence } from './people.js';
import { prepareSmall, start } from './service.js';

const { values: given } = parseArgs({
  options: {
    times: { type: 'string', default: '100' },
    people: { type: 'string', default: '16' },
    seed: { type: 'string', default: '1' },
    'lose-last': { type: 'boolean', default: false },
    program: { type: 'string' },
    store: { type: 'string' },
  },
});
const [times, writers] = [given.times, given.people].map(Number);
/** How many come anew in a round, and how many requests of a person are under way at once. */
const [newcomers, lanes] = [4, 2];
const values = [1, 2, 3, 4, 5];
const random = sequence(1000 + Number(given.seed));
const among = (list) => list[Math.floor(random() * list.length)];

const folder = mkdtempSync(join(tmpdir(), 'movierec-kill-'));
const database = join(folder, 'kill.db');
const options = {
  data: 'demo',
  store: given.store ?? `sqlite:${database}`,
  ...(given.program && { program: given.program }),
};
const serve = () => start(folder, 'ease', options);
const pad = (value, width) => String(value).padStart(width);

async function main() {
  await prepareSmall(folder, 'ease', given.program);
  const people = [];
  const starts = [];
  const sum = { acknowledged: 0, lost: 0, kept: 0, damaged: 0 };
  let service = await serve();
  const films = (await knownFilms(service.address, 1)).slice(0, 40);
  console.log('kill   after ms   acknowledged   lost   unacknowledged but kept   people   ready s   integrity');
  try {
    for (let time = 1; time <= times; time++) {
      const fresh = Array.from({ length: newcomers }, () => ({
        acknowledged: new Map(),
        pending: new Map(),
        count: 0,
      }));
      const known = Array.from({ length: writers - newcomers }, () => people.length && among(people)).filter(Boolean);
      const round = [...new Set([...fresh, ...known])];
      const delay = Math.round(20 + 480 * random());
      const writing = Promise.all(round.map((person) => rateOnAndOn(service.address, person, films)));
      await new Promise((resolve) => setTimeout(resolve, delay));
      const end = await service.kill();
      if (end !== 'SIGKILL') throw new Error(`the service ended by itself: ${end}`);
      await writing;
      // Whoever was not answered yet has no cookie, and was promised nothing.
      people.push(...fresh.filter(({ cookie }) => cookie));
      const acknowledged = round.reduce((total, person) => total + person.count, 0);
      if (given['lose-last'] && !given.store) loseLast(database);

      service = await serve();
      starts.push(service.seconds);
      const found = { lost: 0, kept: 0 };
      for (const person of people) await inspect(service.address, person, found);
      const integrity = given.store ? 'ok' : integrityOf(database);
      sum.acknowledged += acknowledged;
      sum.lost += found.lost;
      sum.kept += found.kept;
      sum.damaged += integrity === 'ok' ? 0 : 1;
      const cells = [pad(time, 4), pad(delay, 8), pad(acknowledged, 12), pad(found.lost, 4), pad(found.kept, 23)];
      console.log([...cells, pad(people.length, 6), service.seconds.toFixed(2).padStart(7), integrity].join('   '));
    }
  } finally {
    await service.kill();
  }
  starts.sort((a, b) => a - b);
  console.log(
    `${times} kills: ${sum.acknowledged.toLocaleString('en')} ratings and takings-back acknowledged, ${sum.lost} lost, ` +
      `${sum.kept} kept without having been acknowledged, ${sum.damaged} times damaged; start to ready ` +
      `${starts[Math.floor(starts.length / 2)].toFixed(2)} s in the median, ${starts.at(-1).toFixed(2)} s at worst.`,
  );
  return sum.lost === 0 && sum.damaged === 0 && sum.acknowledged > 0;
}

/** Rates and takes back until nobody answers any more. Each lane has films of its own: of a film one thing at a time is asked. */
async function rateOnAndOn(address, person, films) {
  person.count = 0;
  const first = films[0];
  if (!person.cookie && !(await change(address, person, first, 3))) return;
  const lane = async (number) => {
    const own = films.filter((_, index) => index % lanes === number);
    for (;;) {
      const film = among(own);
      const before = person.acknowledged.get(film) ?? null;
      const rating = before !== null && random() < 0.25 ? null : among(values.filter((value) => value !== before));
      if (!(await change(address, person, film, rating))) return;
    }
  };
  await Promise.all(Array.from({ length: lanes }, (_, number) => lane(number)));
}

/** Asks for one rating, null for none, and notes what was promised; false where no answer came. */
async function change(address, person, film, rating) {
  const { acknowledged, pending, cookie } = person;
  pending.set(film, rating);
  const [method, body] = rating === null ? ['DELETE'] : ['PUT', { rating }];
  const answer = await ask(address, method, `/api/me/ratings/${film}`, { cookie, body }).catch(() => undefined);
  if (!answer) return false;
  if (answer.status !== 200)
    throw new Error(`${method} was answered with ${answer.status}: ${answer.json?.error?.message}`);
  person.cookie ??= answer.cookie;
  pending.delete(film);
  acknowledged.set(film, rating);
  person.count++;
  return true;
}

/** What a person's films are now: as acknowledged, or as they asked without having heard; anything else is a loss. */
async function inspect(address, person, found) {
  const { json } = await ask(address, 'GET', '/api/me/ratings', { cookie: person.cookie });
  const stored = new Map(json.films.map(({ film, rating }) => [film, rating]));
  for (const film of new Set([...stored.keys(), ...person.acknowledged.keys()])) {
    const now = stored.get(film) ?? null;
    const promised = person.acknowledged.get(film) ?? null;
    if (now === promised) continue;
    if (person.pending.get(film) === now) found.kept++;
    else found.lost++;
    // Counted once.
    person.acknowledged.set(film, now);
  }
  person.pending.clear();
}

function loseLast(file) {
  const opened = new Database(file);
  opened.exec(
    'DELETE FROM ratings WHERE (person, film) IN (SELECT person, film FROM ratings ORDER BY at DESC LIMIT 50)',
  );
  opened.close();
}

/** What the engine itself finds wrong. */
function integrityOf(file) {
  const opened = new Database(file);
  try {
    const [{ integrity_check: verdict }] = opened.pragma('integrity_check');
    const broken = opened.pragma('foreign_key_check');
    return broken.length > 0 ? `${broken.length} rows of nobody` : verdict;
  } finally {
    opened.close();
  }
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * What the live service does under load: lists a second, rating with a new list, start to ready, memory over time, and a
 * retrain under load. Run after the build: node bench/serve/load.js [--models ease,ials] [--workspace DIR] [--seconds 10]
 * [--connections 16] [--guests 300] [--minutes 10] [--retrain]. The workspace is made where it is not there, and kept where
 * it is named. The load generator runs on the same machine and takes its part of it.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { ask, knownFilms, makeGuests, rate, sequence } from './people.js';
import { operatorKey, prepare, start } from './service.js';

const { values: given } = parseArgs({
  options: {
    models: { type: 'string', default: 'ease,ials' },
    workspace: { type: 'string' },
    seconds: { type: 'string', default: '10' },
    connections: { type: 'string', default: '16' },
    guests: { type: 'string', default: '300' },
    ratings: { type: 'string', default: '100' },
    minutes: { type: 'string' },
    retrain: { type: 'boolean', default: false },
  },
});
const [seconds, connections, ratesASecond] = [given.seconds, given.connections, given.ratings].map(Number);
/** Seconds after which a retrain is waited for no longer. */
const longestRetrain = 900;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Lists for all guests in turn; each connection starts with another one. */
function lists(address, guests, { duration = seconds, rate: overallRate } = {}) {
  const requests = guests.map((cookie) => ({ method: 'GET', path: '/api/recommendations', headers: { cookie } }));
  let connection = 0;
  return autocannon({
    ...{ url: address, connections, duration, requests, ...(overallRate && { overallRate }) },
    setupClient(client) {
      const first = Math.floor((requests.length * connection++) / connections) % requests.length;
      client.setRequests([...requests.slice(first), ...requests.slice(0, first)]);
    },
  });
}
const failedOf = ({ errors, timeouts, non2xx }) => errors + timeouts + non2xx;

/** Ratings at an even pace, whether those before are answered or not, until `isOver`; how long each took. */
async function ratings(service, { guests, films }, isOver, perSecond = ratesASecond) {
  const [random, took, underWay] = [sequence(7), [], new Set()];
  let failed = 0;
  const began = performance.now();
  for (let n = 0; !isOver(); n++) {
    await pause(Math.max(0, began + (1000 * n) / perSecond - performance.now()));
    const one = rate(service.address, guests[Math.floor(random() * guests.length)], films, random, 10)
      .then(({ status, milliseconds }) => (status === 200 ? took.push(milliseconds) : failed++))
      .catch(() => failed++)
      .finally(() => underWay.delete(one));
    underWay.add(one);
  }
  await Promise.all(underWay);
  return { took: took.sort((a, b) => a - b), failed };
}
const at = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];

const rows = [];
const tell = (model, what, figures) => {
  rows.push([model, what, figures]);
  console.log(`${model.padEnd(6)} ${what.padEnd(34)} ${figures}`);
};
const ms = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
const tellLists = (model, what, result) =>
  tell(
    model,
    what,
    `${Math.round(result.requests.average).toLocaleString('en')}/s, p50 ${ms(result.latency.p50)}, ` +
      `p99 ${ms(result.latency.p99)}, most ${ms(result.latency.max)}, ${failedOf(result)} failed`,
  );
const tellRatings = (model, what, { took, failed }) =>
  tell(
    model,
    what,
    `${took.length} of them, p50 ${ms(at(took, 0.5))}, p99 ${ms(at(took, 0.99))}, most ${ms(at(took, 1))}, ${failed} failed`,
  );

async function measure(workspace, model) {
  const starts = [];
  for (let n = 0; n < 3; n++) {
    const usual = await start(workspace, model);
    starts.push(usual.seconds);
    await usual.stop();
  }
  tell(model, 'movierec serve, start to ready', starts.map((one) => `${one.toFixed(2)} s`).join(', '));

  const service = await start(workspace, model);
  try {
    const films = await knownFilms(service.address);
    const guests = await makeGuests(service.address, Number(given.guests), 10, films);
    const people = { guests, films };
    await lists(service.address, guests, { duration: 3 });
    const before = processorTime(service.pid);
    const result = await lists(service.address, guests);
    const each = (processorTime(service.pid) - before) / result.requests.total;
    tellLists(model, 'lists', result);
    if (each > 0) tell(model, '  processor time of the service', `${(1e6 * each).toFixed(0)} µs a list`);
    await rateUnder(service, model, people, { rate: 500 }, 'lists at 500/s');
    await rateUnder(service, model, people, {}, 'as many lists as go');
    if (given.retrain) await retrainUnderLoad(service, model, people);
    if (given.minutes) await mixedLoad(service, model, people, Number(given.minutes));
  } finally {
    await service.stop();
  }
}

/** Seconds of a process so far, in user and system mode, in hundredths: proc(5). 0 where there is no such file. */
function processorTime(pid) {
  if (process.platform !== 'linux') return 0;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function rateUnder(service, model, people, load, name) {
  let isOver = false;
  const reading = lists(service.address, people.guests, load).then((result) => ((isOver = true), result));
  const [result, rated] = await Promise.all([reading, ratings(service, people, () => isOver)]);
  tellRatings(model, `rate + new list, beside ${name}`, rated);
  tellLists(model, `  ${name}`, result);
}

async function retrainUnderLoad(service, model, people) {
  const operator = { headers: { authorization: `Bearer ${operatorKey}` } };
  const overview = async () => (await ask(service.address, 'GET', '/api/operator/overview', operator)).json;
  const before = await lists(service.address, people.guests, { rate: 500 });
  tellLists(model, 'lists at 500/s before a retrain', before);
  const load = lists(service.address, people.guests, { rate: 500, duration: longestRetrain });
  const { status } = await ask(service.address, 'POST', '/api/operator/retrain', { ...operator, body: { model } });
  if (status !== 202) throw new Error(`the retrain was answered with ${status}.`);
  const began = performance.now();
  const elapsed = () => (performance.now() - began) / 1000;
  do await pause(200);
  while ((await overview()).retraining.busy && elapsed() < longestRetrain);
  const took = elapsed();
  await pause(1000); // lists of the new version too
  load.stop();
  const during = await load;
  tellLists(model, 'lists at 500/s during it', during);
  const { retraining, retrainings } = await overview();
  const outcome = retraining.busy ? 'not done by then' : `${retrainings[0]?.outcome}: ${retrainings[0]?.why}`;
  const more = during.latency.p99 - before.latency.p99;
  tell(model, '  the retrain', `${took.toFixed(1)} s, p99 ${more < 0 ? '' : '+'}${more.toFixed(1)} ms, ${outcome}`);
}

async function mixedLoad(service, model, people, minutes) {
  let isOver = false;
  const memory = [];
  const began = performance.now();
  const read = () => {
    const [, resident] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${service.pid}/status`, 'utf8'));
    memory.push({ minute: (performance.now() - began) / 60_000, mb: Number(resident) / 1024 });
    console.log(`       ${memory.at(-1).minute.toFixed(1)} min: ${memory.at(-1).mb.toFixed(0)} MB`);
  };
  const timer = setInterval(read, 5000);
  const load = { rate: 500, duration: 60 * minutes };
  const reading = lists(service.address, people.guests, load).then((result) => ((isOver = true), result));
  const [result, rated] = await Promise.all([reading, ratings(service, people, () => isOver, 50)]);
  clearInterval(timer);
  tellLists(model, `lists at 500/s for ${minutes} minutes`, result);
  tellRatings(model, '  rate + new list beside them', rated);
  // Between collections of garbage memory goes up and down: what it always comes back to says whether it grows.
  const least = (from, to) => Math.min(...memory.slice(from, to).map(({ mb }) => mb)).toFixed(0);
  const [quarter, all] = [Math.ceil(memory.length / 4), memory.length];
  tell(
    model,
    '  resident memory',
    `at least ${least(quarter, 2 * quarter)} MB in the second quarter, ${least(all - quarter, all)} MB in the last, ` +
      `at most ${Math.max(...memory.map(({ mb }) => mb)).toFixed(0)} MB`,
  );
}

const workspace = given.workspace ? resolve(given.workspace) : mkdtempSync(join(tmpdir(), 'movierec-load-'));
const models = given.models.split(',');
try {
  await prepare(workspace, models);
  console.log(`${availableParallelism()} cores, shared by service and load generator; ${connections} connections.\n`);
  for (const model of models) await measure(workspace, model);
  console.log('\n| model | what | figures |\n|---|---|---|');
  for (const row of rows) console.log(`| ${row.map((cell) => cell.trim()).join(' | ')} |`);
} finally {
  if (!given.workspace) rmSync(workspace, { recursive: true, force: true });
}

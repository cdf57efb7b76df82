/**
 * How long a full evaluation takes beyond scoring: every metric at k = 10, 20 and 100 with intervals and segments, lists
 * out of all films for everyone, on a generated set like MovieLens 1M (a fifth held out). Scoring is timed by itself:
 * all scores of all people, and the held-out ratings predicted. Run: node bench/evaluation.js [--rounds 5] [--threads 2]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    threads: { type: 'string' },
    like: { type: 'string', default: 'ml-1m' },
  },
});
const library = (path) => import(new URL(`../dist/${path}`, import.meta.url).href);
const { createContext } = await library('context.js');
const { generate } = await library('stages/generate.js');
const { ingest } = await library('stages/ingest.js');
const { requireProcessed } = await library('stages/processed.js');
const { loadDataset } = await library('dataset/load-dataset.js');
const { historyOf } = await library('dataset/history.js');
const { Workspace } = await library('artifacts/workspace.js');
const { fit } = await library('models/registry.js');
const { metrics } = await library('metrics/registry.js');
const { evaluateOne } = await library('stages/evaluation/evaluate-one.js');
const { segmenting } = await library('stages/evaluation/segmented.js');

const context = createContext({ threads: Number(values.threads ?? availableParallelism()) });
const folder = mkdtempSync(join(tmpdir(), 'movierec-bench-'));
try {
  const workspace = new Workspace(folder);
  await generate({ folder: join(folder, 'raw'), like: values.like }, context);
  await ingest({ workspace, from: join(folder, 'raw'), dataset: 'bench' }, context);
  const { folder: processed, info } = await requireProcessed({ workspace, dataset: 'bench' }, context);
  const data = await loadDataset(processed, info, context);
  const { ratings, roles } = data;
  const training = ratings.filter((at) => roles[at] === 0);
  const heldOut = ratings.filter((at) => roles[at] === 1).byUser;
  const people = [...ratings.users.names.keys()].filter((user) => heldOut.starts[user] < heldOut.starts[user + 1]);
  console.log(
    `${people.length} people, ${ratings.items.size} films, ${training.size} training ratings, ${context.threads} threads`,
  );

  for (const [name, parameters] of [
    ['svd', {}],
    ['ials', { factors: 64 }],
    ['ease', {}],
  ]) {
    const model = await fit(name, training, parameters, context);
    const score = async () => {
      const users = people.map((user) => model.user(user));
      for await (const _ of model.scoreUsers(users, context));
      if (model.feedback === 'explicit') {
        for (const [at, user] of people.entries()) model.predictItems(users[at], historyOf(heldOut, user).items);
      }
    };
    const judge = async () => {
      const rounds = [{ roles, model: () => Promise.resolve(model) }];
      const test = { rounds, ratings, metrics, cutoffs: [10, 20, 100], relevant: info.relevant };
      const rest = { genres: data.catalog.genres, groups: segmenting(data, [roles]) };
      await evaluateOne({ name, parameters }, { ...test, ...rest }, context);
    };
    const [scoring, whole] = await inTurn([score, judge]);
    const beyond = (whole - scoring).toFixed(2);
    console.log(
      `${name.padEnd(6)} scoring ${scoring.toFixed(2)} s, evaluation ${whole.toFixed(2)} s: ${beyond} s beyond scoring`,
    );
  }
  console.log(`memory at its peak: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Medians of several rounds in turn, after one that does not count. */
async function inTurn(jobs) {
  const times = jobs.map(() => []);
  for (let round = 0; round <= Number(values.rounds); round++) {
    for (const [at, job] of jobs.entries()) {
      const started = performance.now();
      await job();
      if (round > 0) times[at].push((performance.now() - started) / 1000);
    }
  }
  return times.map((all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]);
}

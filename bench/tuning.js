/**
 * Whether TPE finds better parameters than random search in as many trials: the best validation figure of each, search
 * seed by search seed. The held-out ratings are never read; the training ratings are split once more. As in `movierec
 * tune`, both begin with the defaults, and a suggestion does not wait for the last three trials.
 * Run: node bench/tuning.js [folder of ratings] [--trials 30] [--seeds 5] [--models als:rmse,ials:ndcg@10]; without a
 * folder it takes a generated set like ML-100K.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { loadDataset } from '../dist/dataset/load-dataset.js';
import { role } from '../dist/dataset/splits/role.js';
import { splitRatings } from '../dist/dataset/splits/split-ratings.js';
import { evaluateRounds } from '../dist/evaluation/evaluate-rounds.js';
import { figureOf } from '../dist/evaluation/measure.js';
import { createContext, definitionOf, fitModel, generate, ingest, openWorkspace } from '../dist/index.js';
import { metricOf } from '../dist/metrics/registry.js';
import { resolve as resolved } from '../dist/models/contract/parameters.js';
import { requireProcessed } from '../dist/stages/processed.js';
import { searchOf } from '../dist/tuning/registry.js';
import { spaceOf } from '../dist/tuning/space.js';
import { startingPoint } from '../dist/tuning/starting-point.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    trials: { type: 'string', default: '30' },
    seeds: { type: 'string', default: '5' },
    models: { type: 'string', default: 'als:rmse,ials:ndcg@10' },
  },
});
const trials = Number(values.trials);
const seeds = Array.from({ length: Number(values.seeds) }, (_, at) => at + 1);
const context = createContext();

/** The training ratings of a folder of raw ratings, and what each is for: to be fitted on, or to be tested by. */
async function trainingRatings(folder, scratch) {
  const workspace = openWorkspace(scratch);
  await ingest({ workspace, from: folder }, context);
  const { folder: processed, info, dataset } = await requireProcessed({ workspace }, context);
  const { ratings } = await loadDataset(processed, info, context, { only: 'train' });
  const size = { users: ratings.users.size, items: ratings.items.size };
  const [roles] = splitRatings('by-user', { ...ratings.columns, ...size });
  return { dataset, ratings, roles };
}

/** Fits with the parameters and gives the figure; the same parameters are fitted once. */
function judge(model, key, { ratings, roles }) {
  const [name, k = '10'] = key.split('@');
  const training = ratings.filter((at) => roles[at] === role.train);
  const known = new Map();
  return async (parameters) => {
    const text = JSON.stringify(parameters);
    if (known.has(text)) return known.get(text);
    const rounds = [{ roles, model: () => fitModel(definitionOf(model), training, parameters, context) }];
    const judging = { metrics: [metricOf(name)], cutoffs: [Number(k)], relevant: ratings.relevant };
    const { outcomes } = await evaluateRounds(model, rounds, ratings, judging, context);
    const figure = figureOf(outcomes.measures.get(key));
    known.set(text, figure);
    return figure;
  };
}

/** The best figure that a search finds. */
async function bestOf(search, plan, figure) {
  const seen = [];
  for (let trial = 0; trial < search.total(plan); trial++) {
    const parameters = search.suggest(trial, seen.slice(0, search.waitsFor(trial, plan)), plan);
    const value = await figure(parameters).catch(() => null); // a fit that diverged
    seen.push({ trial, parameters, value });
  }
  const found = seen.map(({ value }) => value).filter((value) => value !== null);
  return plan.better === 'lower' ? Math.min(...found) : Math.max(...found);
}

const scratch = mkdtempSync(join(tmpdir(), 'movierec-bench-'));
try {
  const folder = positionals[0] ? resolve(positionals[0]) : join(scratch, 'like-ml-100k');
  if (!positionals[0]) await generate({ folder, like: 'ml-100k' }, context);
  const { dataset, ...data } = await trainingRatings(folder, scratch);
  for (const asked of values.models.split(',')) {
    const [model, key] = asked.split(':');
    const { better } = metricOf(key.split('@')[0]);
    const definition = definitionOf(model);
    const space = spaceOf(definition, {});
    const start = startingPoint(space, resolved(model, definition.parameters, {}));
    const figure = judge(model, key, data);
    console.log(`\n${model} on ${dataset}, ${key} (${better} is better), best of ${trials} trials`);
    console.log(`defaults  ${(await figure({})).toFixed(5)}\n\nseed      random   tpe`);
    const rows = [];
    for (const seed of seeds) {
      const plan = { space, start, trials, seed, better, lag: 4, fixed: {} };
      const row = [];
      for (const name of ['random', 'tpe']) row.push(await bestOf(searchOf(name), plan, figure));
      rows.push(row);
      console.log(`${String(seed).padEnd(8)}  ${row.map((value) => value.toFixed(5)).join('  ')}`);
    }
    const means = [0, 1].map((at) => rows.reduce((sum, row) => sum + row[at], 0) / rows.length);
    const wins = rows.filter(([random, tpe]) => (better === 'lower' ? tpe < random : tpe > random)).length;
    console.log(`mean      ${means.map((value) => value.toFixed(5)).join('  ')}`);
    const draws = rows.filter(([random, tpe]) => tpe === random).length;
    console.log(`TPE is better with ${wins} of ${rows.length} seeds, as good with ${draws}.`);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/**
 * What each stage and each model costs by how many ratings there are: processor seconds, wall seconds and peak memory, each
 * in a process of its own, on data of the project's generator. A size is left out once the one before makes it likely to take
 * longer than the limit, and what takes longer is stopped. Lines of JSON are appended to the file, and what stands in it is
 * not measured again; simulate.js goes on from there.
 * Run: node bench/capacity/measure.js FILE [--sizes 1e5,3e5,1e6,3e6,1e7] [--models svd,ease] [--threads 1] [--limit 60]
 */
import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { modelNames } from '../../dist/index.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sizes: { type: 'string', default: '1e5,3e5,1e6,3e6,1e7' },
    models: { type: 'string', default: modelNames.join(',') },
    threads: { type: 'string', default: '1' },
    limit: { type: 'string', default: '60' },
  },
});
const file = positionals[0] ?? 'capacity.jsonl';
const threads = Number(values.threads);
const limit = Number(values.limit);
const models = values.models.split(',');
const known = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').filter(Boolean).map(JSON.parse) : [];
const found = (what, ratings) =>
  known.find((line) => line.what === what && line.ratings === ratings && line.threads === threads);

/** Runs a stage; undefined where it was stopped for its length. */
function stage(name, options, most = Infinity) {
  return new Promise((done, fail) => {
    const child = spawn(
      process.execPath,
      [fileURLToPath(new URL('stage.js', import.meta.url)), name, JSON.stringify({ threads, ...options })],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const timer = most < Infinity ? setTimeout(() => child.kill('SIGKILL'), most * 1000) : undefined;
    let text = '';
    child.stdout.on('data', (chunk) => (text += chunk));
    child.on('error', fail);
    child.on('close', () => {
      clearTimeout(timer);
      done(text === '' ? undefined : JSON.parse(text));
    });
  });
}

function record(what, ratings, outcome) {
  const line = { what, ratings, threads, ...(outcome ?? { code: 'OVER_THE_LIMIT', limit }) };
  known.push(line);
  appendFileSync(file, `${JSON.stringify(line)}\n`);
  const { code, processor, wall, peak } = line;
  console.log(
    `${ratings.toExponential(0)} ${what}: ` +
      (code ?? `${processor.toFixed(1)} processor seconds, ${wall.toFixed(1)} s, ${Math.round(peak / 1e6)} MB`),
  );
}

/** Whether a model's last two sizes, by their power law, let the next end within the limit. */
function isHopeless(what, ratings) {
  const before = known.filter((line) => line.what === what && line.threads === threads && line.ratings < ratings);
  if (before.some(({ code }) => code)) return true;
  const [older, last] = before.slice(-2);
  if (!last) return false;
  const power = Math.log(last.processor / older.processor) / Math.log(last.ratings / older.ratings);
  return last.processor * (ratings / last.ratings) ** Math.max(1, power) > limit * 1.5;
}

for (const ratings of values.sizes.split(',').map(Number)) {
  const wanted = models.filter((model) => !found(model, ratings) && !isHopeless(model, ratings));
  if (wanted.length === 0) continue;
  const folder = mkdtempSync(join(tmpdir(), 'movierec-capacity-'));
  try {
    const workspace = join(folder, 'workspace');
    const raw = join(folder, 'generated');
    const stages = [
      ['generate', { folder: raw, ratings }],
      ['ingest', { workspace, from: raw }],
      ['clean', { workspace }],
      ['features', { workspace }],
    ];
    for (const [name, options] of stages) {
      const outcome = await stage(name, options);
      if (!found(name, ratings)) record(name, ratings, outcome);
    }
    rmSync(raw, { recursive: true });
    for (const model of wanted) record(model, ratings, await stage('train', { workspace, model }, limit * 3));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

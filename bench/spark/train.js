/**
 * Times als, fitted to what bias leaves over, on this machine and on a Spark cluster on loopback: a master, and workers of
 * one core each. Prints wall time and RMSE of both. Run after the build and .ci/servers/spark:
 * node --import ./test/fixtures/threads/register.js bench/spark/train.js [--ratings 10e6] [--workers 2] [--memory 3g]
 *   [--factors 50] [--epochs 10]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
  options: {
    ratings: { type: 'string', default: '10e6' },
    workers: { type: 'string', default: '2' },
    memory: { type: 'string', default: '3g' },
    factors: { type: 'string', default: '50' },
    epochs: { type: 'string', default: '10' },
  },
});
const launcher = fileURLToPath(new URL('../../bin/movierec.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'movierec-bench-spark-'));
const { sparkEnvironment, startSpark } = await import('../../test/fixtures/servers/spark.ts');
// Not the settings of the tests, which are for small jobs.
const { SPARK_HOME, PYSPARK_PYTHON } = sparkEnvironment();
const environment = { ...process.env, SPARK_HOME, PYSPARK_PYTHON, SPARK_LOCAL_DIRS: folder };
let cluster;
try {
  run('generate', '--ratings', options.ratings, '--out', join(folder, 'ratings'));
  run('ingest', '--from', join(folder, 'ratings'), '--dataset', 'bench');
  run('clean');
  cluster = await startSpark({ workers: Number(options.workers), memory: options.memory });
  const settings = ['offsets=fixed', 'ridge=0.1', `factors=${options.factors}`, `epochs=${options.epochs}`];
  const train = ['train', '--model', 'als', '--set', ...settings, '--force'];
  const bySpark = ['--engine', 'spark', '--master', cluster.master];
  const memory = ['executor', 'driver'].map((part) => `spark.${part}.memory=${options.memory}`);
  console.log('engine | seconds | fit | RMSE');
  for (const [engine, ...more] of [['local'], ['spark', ...bySpark, '--spark-conf', ...memory]]) {
    const started = performance.now();
    const { seconds } = run(...train, ...more);
    const wall = (performance.now() - started) / 1000;
    const { models } = run('eval', '--model', 'als', '--metrics', 'rmse', '--force');
    console.log([engine, wall.toFixed(1), seconds.fit.toFixed(1), models[0].metrics.rmse.value.toFixed(4)].join(' | '));
  }
} finally {
  await cluster?.stop();
  rmSync(folder, { recursive: true, force: true });
}

function run(...args) {
  const all = [launcher, ...args, '--workspace', folder, '--json', '--quiet'];
  const { status, stdout } = spawnSync(process.execPath, all, {
    env: environment,
    maxBuffer: 2 ** 28,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`movierec ${args.join(' ')}: ${stdout}`);
  return JSON.parse(stdout);
}

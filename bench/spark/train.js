/**
 * Times als, fitted to what bias leaves over, on this machine and on a Spark cluster on loopback: a master, and workers of
 * one core each. Prints wall time and RMSE of both. Run after the build and .ci/servers/spark:
 * node bench/spark/train.js [--ratings 10e6] [--workers 2] [--memory 3g] [--factors 50] [--epochs 10]
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
  options: {
    ratings: { type: 'string', default: '10e6' },
    workers: { type: 'string', default: '2' },
    memory: { type: 'string', default: '3g' },
    factors: { type: 'string', default: '50' },
    epochs: { type: 'string', default: '10' },
    port: { type: 'string', default: '17170' },
  },
});
const launcher = fileURLToPath(new URL('../../bin/movierec.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'movierec-bench-spark-'));
const master = `spark://127.0.0.1:${options.port}`;
const environment = { ...process.env, ...findSpark(), SPARK_LOCAL_IP: '127.0.0.1', SPARK_LOCAL_DIRS: folder };
const servers = [];
try {
  run('generate', '--ratings', options.ratings, '--out', join(folder, 'ratings'));
  run('ingest', '--from', join(folder, 'ratings'), '--dataset', 'bench');
  run('clean');
  await startCluster();
  const settings = ['offsets=fixed', 'ridge=0.1', `factors=${options.factors}`, `epochs=${options.epochs}`];
  const train = ['train', '--model', 'als', '--set', ...settings, '--force'];
  const cluster = ['--engine', 'spark', '--master', master];
  const memory = ['executor', 'driver'].map((part) => `spark.${part}.memory=${options.memory}`);
  console.log('engine | seconds | fit | RMSE');
  for (const [engine, ...more] of [['local'], ['spark', ...cluster, '--spark-conf', ...memory]]) {
    const started = performance.now();
    const { seconds } = run(...train, ...more);
    const wall = (performance.now() - started) / 1000;
    const { models } = run('eval', '--model', 'als', '--metrics', 'rmse', '--force');
    console.log([engine, wall.toFixed(1), seconds.fit.toFixed(1), models[0].metrics.rmse.value.toFixed(4)].join(' | '));
  }
} finally {
  for (const server of servers) server.kill('SIGTERM');
  await Promise.all(servers.map((server) => server.exitCode ?? new Promise((resolve) => server.once('exit', resolve))));
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

async function startCluster() {
  const start = (what, ...args) => {
    const program = join(environment.SPARK_HOME, 'bin', 'spark-class');
    servers.push(spawn(program, [`org.apache.spark.deploy.${what}`, ...args], { env: environment, stdio: 'ignore' }));
  };
  const page = String(Number(options.port) + 1);
  start('master.Master', '--host', '127.0.0.1', '--port', options.port, '--webui-port', page);
  for (let at = 0; at < Number(options.workers); at++) {
    const size = ['--cores', '1', '--memory', options.memory, '--work-dir', join(folder, `work-${at}`)];
    start('worker.Worker', '--host', '127.0.0.1', '--webui-port', '0', ...size, master);
  }
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${page}/json/`).catch(() => undefined);
    if (answer && (await answer.json()).aliveworkers === Number(options.workers)) return;
    await sleep(200);
  }
}

/** What the environment says, else what .ci/servers/spark has installed. */
function findSpark() {
  if (process.env.SPARK_HOME) return {};
  const installed = join(process.env.MOVIEREC_SERVERS ?? join(homedir(), '.cache', 'movierec-servers'), 'spark');
  if (!existsSync(join(installed, 'version')))
    throw new Error('There is no Spark on this machine. Run: .ci/servers/spark');
  const [version] = readdirSync(join(installed, 'lib'));
  return {
    SPARK_HOME: join(installed, 'lib', version, 'site-packages', 'pyspark'),
    PYSPARK_PYTHON: join(installed, 'bin', 'python'),
  };
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Context } from '../../context.ts';
import { MovierecError } from '../../errors.ts';
import { explainFailure } from '../explain-failure.ts';
import { jobFolder } from '../job-folder.ts';
import { deepStack } from './deep-stack.ts';
import { findSpark } from './find-spark.ts';
import { isOnLoopback, requireMaster } from './require-master.ts';
import type { Cluster, JobRequest, Submitter } from './submitter.ts';

/** What the job says of itself. */
interface Said {
  readonly executors?: number;
  readonly done?: number;
  readonly total?: number;
  readonly result?: object;
  readonly failed?: readonly string[];
}

/** For how long there may be no executor before the cluster counts as gone, in seconds. */
const patienceSetting = 'spark.movierec.patience';
const defaultPatience = 120;
/** How long Spark may take to start, at least. */
const start = 60;
/** How long a job may take to end when it is told to, in milliseconds. */
const grace = 10_000;
const usual = {
  'spark.ui.enabled': 'false',
  'spark.ui.showConsoleProgress': 'false',
  'spark.driver.defaultJavaOptions': deepStack,
  'spark.executor.defaultJavaOptions': deepStack,
};
const job = join(jobFolder, 'job.py');

/** Spark on this machine, whose spark-submit reaches a cluster; the job's driver is on this machine too. */
export const sparkSubmit: Submitter = {
  takes: () => true,
  version: async () => (await findSpark()).version,
  carrying: (data) =>
    data !== undefined && /^[a-z][a-z0-9+.-]+:\/\//i.test(data)
      ? { carrier: 'driver', address: data.replace(/\/+$/, '') }
      : { carrier: 'nobody' },
  submit,
};

/**
 * Besides what all ways to hand in do: where no executor has been there for two minutes (`spark.movierec.patience`, in
 * seconds), the job is ended with all its processes.
 * @throws NO_SPARK
 */
async function submit<T extends object>(
  { master, conf = {}, log }: Cluster,
  request: JobRequest,
  context: Context,
): Promise<T> {
  const { home, version, python } = await findSpark();
  await requireMaster(master);
  context.log(`Spark ${version} works on it at ${master}`);
  const path = join(request.exchange.local, 'request.json');
  await writeFile(path, JSON.stringify({ ...request, process: process.pid }));
  await mkdir(dirname(log), { recursive: true });
  const file = await open(log, 'w', 0o600);
  const settings = { ...usual, ...conf };
  const child = spawn(
    join(home, 'bin', 'spark-submit'),
    [
      ...['--master', master, '--deploy-mode', 'client', '--name', `movierec ${request.task}`],
      ...Object.entries(settings).flatMap(([name, value]) => ['--conf', `${name}=${value}`]),
      ...[job, path],
    ],
    {
      // A group of its own, so that all of it can be ended: a shell, Java and Python.
      detached: true,
      stdio: ['ignore', 'pipe', file.fd],
      env: {
        ...process.env,
        ...{ SPARK_HOME: home, PYSPARK_PYTHON: python, PYSPARK_DRIVER_PYTHON: python, PYTHONDONTWRITEBYTECODE: '1' },
        ...(isOnLoopback(master) && { SPARK_LOCAL_IP: '127.0.0.1' }),
      },
    },
  );
  await file.close();
  return follow<T>(child, { master, log, patience: Number(conf[patienceSetting] ?? defaultPatience) }, context);
}

/** Hears what the job says until it ends, or ends it. */
async function follow<T>(
  child: ChildProcess,
  { master, log, patience }: { master: string; log: string; patience: number },
  context: Context,
): Promise<T> {
  const closed = once(child, 'close');
  let [result, failed, lastAlive, wasAlive, isGone]: [
    object | undefined,
    readonly string[] | undefined,
    number,
    boolean,
    boolean,
  ] = [undefined, undefined, performance.now(), false, false];
  const end = (): void => endGroup(child);
  const atExit = (): void => signalGroup(child, 'SIGKILL');
  const watch = setInterval(() => {
    isGone = performance.now() - lastAlive > 1000 * (wasAlive ? patience : Math.max(patience, start));
    if (isGone) end();
  }, 500);
  context.signal.addEventListener('abort', end, { once: true });
  process.once('exit', atExit);
  try {
    if (context.signal.aborted) end();
    createInterface(child.stdout!).on('line', (line) => {
      const said = readLine(line);
      if (said.executors) [lastAlive, wasAlive] = [performance.now(), true];
      if (said.total) context.progress(said.done!, said.total, 'stages');
      result ??= said.result;
      failed ??= said.failed;
    });
    const [code] = (await closed) as [number | null];
    context.signal.throwIfAborted();
    if (isGone) throw gone(master, { patience: wasAlive ? patience : Math.max(patience, start), wasAlive, log });
    if (code === 0 && result) return result;
    throw explainFailure(failed ?? [], (await readFile(log, 'utf8')).slice(-20_000), log);
  } finally {
    clearInterval(watch);
    context.signal.removeEventListener('abort', end);
    process.off('exit', atExit);
  }
}

/** What a line says; nothing where it is not the job's. */
function readLine(line: string): Said {
  try {
    return (JSON.parse(line) as { movierec?: Said }).movierec ?? {};
  } catch {
    return {};
  }
}

function gone(
  master: string,
  { patience, wasAlive, log }: { patience: number; wasAlive: boolean; log: string },
): MovierecError {
  const what = wasAlive ? 'the cluster is gone: all its executors were lost' : 'the cluster gives no executor';
  return new MovierecError(
    'SPARK_FAILED',
    `${what}, and for ${patience} s no other came from ${master} (log: ${log}).`,
    `Look at the master’s page whether it has workers with memory and cores free, and run this again; or wait longer: --spark-conf ` +
      `${patienceSetting}=${5 * patience}.`,
  );
}

/** Lets the whole group end by itself, and does not wait for ever. */
function endGroup(child: ChildProcess): void {
  signalGroup(child, 'SIGTERM');
  const kill = setTimeout(() => signalGroup(child, 'SIGKILL'), grace);
  child.once('close', () => clearTimeout(kill));
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It is gone already.
  }
}

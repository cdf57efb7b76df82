import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Context } from '../../context.ts';
import { MovierecError } from '../../errors.ts';
import { explainFailure } from '../explain-failure.ts';
import type { Said } from '../said.ts';
import type { Cluster } from '../submitters/submitter.ts';

/** For how long there may be no executor before the cluster counts as gone, in seconds. */
const patienceSetting = 'spark.movierec.patience';
const defaultPatience = 120;
/** How long Spark may take to start, at least. */
const start = 60;
/** How long a job may take to end when it is told to, in milliseconds. */
const grace = 10_000;

/**
 * Hears what a job says until it ends, and returns what it found out. Ends it, with all its processes, where the run is aborted
 * or where no executor has been there for two minutes (`spark.movierec.patience`, in seconds).
 * @param child a process that leads a group of its own
 * @throws SPARK_FAILED; the signal's reason
 */
export async function follow<T extends object>(
  child: ChildProcess,
  { master, conf = {}, log }: Pick<Cluster, 'master' | 'conf' | 'log'>,
  context: Context,
): Promise<T> {
  const patience = Number(conf[patienceSetting] ?? defaultPatience);
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

import { spawn } from 'node:child_process';
import { mkdir, open, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { schemeOf } from '../../connections/scheme-of.ts';
import type { Context } from '../../context.ts';
import { jobFolder } from '../job-folder.ts';
import { findSpark } from '../spark-submit/find-spark.ts';
import { follow } from '../spark-submit/follow.ts';
import { isOnLoopback, requireMaster } from '../spark-submit/require-master.ts';
import { deepStack } from './deep-stack.ts';
import type { Cluster, JobRequest, Submitter } from './submitter.ts';

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
    data !== undefined && schemeOf(data) !== undefined
      ? { carrier: 'driver', address: data.replace(/\/+$/, '') }
      : { carrier: 'nobody' },
  submit,
};

/** @throws NO_SPARK besides what all submitters throw */
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
  return follow<T>(child, { master, conf, log }, context);
}

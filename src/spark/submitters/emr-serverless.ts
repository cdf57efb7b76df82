import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEmrServerless, type EmrApplication } from '../../connections/emr-serverless.ts';
import { isObjectAddress, requireObjectAddress } from '../../connections/object-address.ts';
import type { Bucket } from '../../connections/s3.ts';
import type { Context } from '../../context.ts';
import { MovierecError } from '../../errors.ts';
import { isEmrAddress, requireEmrAddress } from '../emr-serverless/address.ts';
import { bringHere, bringProgram, bringThere, clearAway, openExchange } from '../emr-serverless/carry.ts';
import { follow, type SaidElsewhere } from '../emr-serverless/follow.ts';
import { explainFailure } from '../explain-failure.ts';
import type { Cluster, JobRequest, Submitter } from './submitter.ts';

/** How long a job may take to end when it is told to, in milliseconds. */
const grace = 20_000;
/** Tasks of many epochs are read recursively, which needs a deep stack. */
const usual = { 'spark.driver.extraJavaOptions': '-Xss8m', 'spark.executor.extraJavaOptions': '-Xss8m' };

/** EMR Serverless, which runs the driver too: all that goes there and comes back goes by way of a bucket. */
export const emrServerless: Submitter = {
  takes: isEmrAddress,
  async version(master) {
    const application = await openEmrServerless(requireEmrAddress(master), AbortSignal.timeout(60_000));
    return application.release().finally(() => {
      application.close();
    });
  },
  carrier(data) {
    if (data !== undefined && isObjectAddress(data)) {
      requireObjectAddress(data);
      return 'movierec';
    }
    throw new MovierecError(
      'USAGE',
      'EMR Serverless and this machine have no place in common but a bucket.',
      'Add --spark-data s3://BUCKET/FOLDER.',
    );
  },
  submit,
  clear: clearAway,
};

async function submit<T extends object>(cluster: Cluster, request: JobRequest, context: Context): Promise<T> {
  const address = requireEmrAddress(cluster.master);
  const { exchange } = request;
  const application = await openEmrServerless(address, context.signal);
  const { bucket, prefix } = await openExchange(exchange, context.signal);
  try {
    await mkdir(dirname(cluster.log), { recursive: true });
    await writeFile(cluster.log, '', { mode: 0o600 });
    await bringThere(exchange, bucket, prefix, context);
    const [program, ...modules] = await bringProgram(exchange, bucket, prefix);
    const run = `run-${randomUUID()}`;
    await bucket.write(`${prefix}${run}/request.json`, Buffer.from(JSON.stringify(request)));
    const job = await application.start({
      name: `movierec ${request.task}`,
      program,
      args: [`${exchange.shared}/${run}/request.json`],
      conf: { 'spark.submit.pyFiles': modules.join(','), ...usual, ...cluster.conf },
    });
    context.log(`EMR Serverless works on it: application ${address.application}, job ${job}`);
    const note = (what: object): Promise<void> => appendFile(cluster.log, `${JSON.stringify({ job, ...what })}\n`);
    const read = (): Promise<SaidElsewhere> => whatIsSaid(bucket, `${prefix}${run}/said.json`);
    const { state, details } = await follow(job, application, read, (now) => void note(now), context).catch(
      async (error: unknown) => {
        await end(job, address);
        context.signal.throwIfAborted();
        throw error;
      },
    );
    const said = await read();
    await note({ failed: said.failed });
    if (state !== 'SUCCESS' || !said.result) {
      const words = state === 'CANCELLED' ? 'Error: somebody has ended the job' : details;
      throw explainFailure(said.failed ?? [], words, cluster.log);
    }
    await bringHere(exchange, said.delivered ?? [], bucket, prefix, context);
    return said.result as T;
  } finally {
    bucket.close();
    application.close();
  }
}

async function whatIsSaid(bucket: Bucket, key: string): Promise<SaidElsewhere> {
  if (!(await bucket.find(key))) return {};
  const { body } = await bucket.read(key);
  return JSON.parse(Buffer.from(body).toString()) as SaidElsewhere;
}

/** Ends a job that nobody waits for any more, and waits until it has ended. One that cannot be reached goes on by itself. */
async function end(job: string, { application, role }: { application: string; role: string }): Promise<void> {
  const signal = AbortSignal.timeout(grace);
  const other: EmrApplication = await openEmrServerless({ application, role }, signal);
  try {
    await other.cancel(job);
    while (!['SUCCESS', 'FAILED', 'CANCELLED'].includes((await other.look(job)).state)) {
      await sleep(500, undefined, { signal });
    }
  } catch {
    // Why the job is to end is told, which matters more.
  } finally {
    other.close();
  }
}

import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { persistently } from '../../artifacts/objects/persistently.ts';
import { hasEnded, openEmrServerless } from '../../connections/emr-serverless.ts';
import { isObjectAddress, objectAddress, requireObjectAddress } from '../../connections/object-address.ts';
import type { Bucket } from '../../connections/s3.ts';
import type { Context } from '../../context.ts';
import { MovierecError } from '../../errors.ts';
import { isEmrAddress, requireEmrAddress, type EmrAddress } from '../emr-serverless/address.ts';
import { bringHere, bringProgram, bringThere, clearAway, openExchange } from '../emr-serverless/carry.ts';
import { follow } from '../emr-serverless/follow.ts';
import { explainFailure } from '../explain-failure.ts';
import type { Said } from '../said.ts';
import { deepStack } from './deep-stack.ts';
import type { Carrying, Cluster, JobRequest, Submitter } from './submitter.ts';

/** How long a job may take to end when it is told to, in milliseconds. */
const grace = 20_000;
const usual = { 'spark.driver.extraJavaOptions': deepStack, 'spark.executor.extraJavaOptions': deepStack };

/** EMR Serverless, which runs the driver too: all that goes there and comes back goes by way of a bucket. */
export const emrServerless: Submitter = {
  takes: isEmrAddress,
  async version(master, { signal }) {
    const application = await openEmrServerless(requireEmrAddress(master), signal);
    return application.release().finally(() => {
      application.close();
    });
  },
  carrying: byBucket,
  submit,
  clear: clearAway,
};

/** @throws USAGE, BAD_ADDRESS */
function byBucket(data: string | undefined): Carrying {
  if (data === undefined || !isObjectAddress(data)) {
    throw new MovierecError(
      'USAGE',
      'EMR Serverless and this machine have no place in common but a bucket.',
      'Add --spark-data s3://BUCKET/FOLDER.',
    );
  }
  const { bucket, key } = requireObjectAddress(data);
  if (/[\s,"'\\]/.test(key)) {
    const what = `${data} cannot be the place for jobs: it has blanks, commas, quotes or backslashes.`;
    throw new MovierecError('BAD_ADDRESS', what, 'Give --spark-data another folder.');
  }
  // As Hadoop reads it, to which two slashes are one.
  const folder = key.replace(/\/+/g, '/').replace(/\/$/, '');
  return { carrier: 'movierec', address: objectAddress({ bucket, key: folder }).replace(/\/$/, '') };
}

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
      ...{ name: `movierec ${request.task}`, program, modules },
      args: [`${exchange.shared}/${run}/request.json`],
      conf: { ...usual, ...cluster.conf },
    });
    context.log(`EMR Serverless works on it: application ${address.application}, job ${job}`);
    const note = (what: object): Promise<void> => appendFile(cluster.log, `${JSON.stringify({ job, ...what })}\n`);
    const read = (): Promise<Said> =>
      persistently(context.signal, () => whatIsSaid(bucket, `${prefix}${run}/said.json`));
    const { state, details } = await follow(job, application, read, note, context).catch(async (error: unknown) => {
      await end(job, address);
      context.signal.throwIfAborted();
      throw error;
    });
    const said = await read();
    if (state !== 'SUCCESS' || !said.result) {
      await note({ failed: said.failed });
      const words = details || (state === 'CANCELLED' ? 'somebody has ended it' : 'it ended without a word');
      throw explainFailure(said.failed ?? [words], '', cluster.log);
    }
    await bringHere(exchange, said.delivered ?? [], bucket, prefix, context);
    return said.result as T;
  } finally {
    bucket.close();
    application.close();
  }
}

async function whatIsSaid(bucket: Bucket, key: string): Promise<Said> {
  if (!(await bucket.find(key))) return {};
  const { body } = await bucket.read(key);
  return JSON.parse(Buffer.from(body).toString()) as Said;
}

/** Ends a job that nobody waits for any more, and waits until it has ended. One that cannot be reached goes on by itself. */
async function end(job: string, address: EmrAddress): Promise<void> {
  const signal = AbortSignal.timeout(grace);
  const application = await openEmrServerless(address, signal);
  try {
    await application.cancel(job);
    while (!hasEnded(await application.look(job))) await sleep(500, undefined, { signal });
  } catch {
    // Why the job is to end is told, which matters more.
  } finally {
    application.close();
  }
}

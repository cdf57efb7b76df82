import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Workspace } from '../../../src/artifacts/workspace.ts';
import { createContext, type Context } from '../../../src/context.ts';
import { cleanElsewhere } from '../../../src/stages/clean-elsewhere.ts';
import { evaluate } from '../../../src/stages/evaluate.ts';
import { outlineDataset } from '../../../src/stages/outline-dataset.ts';
import { recommendAll } from '../../../src/stages/recommend-all.ts';
import { train, type TrainOptions } from '../../../src/stages/train.ts';
import { snapshot } from '../../fixtures/cli/snapshot.ts';
import { startEmrServerless, type EmrServer } from '../../fixtures/servers/emr-serverless.ts';
import { keysOf, put, speakAs } from '../../fixtures/servers/objects.ts';
import { clientOf, freshBucket, startS3, type S3Server } from '../../fixtures/servers/s3.ts';
import { copyOf, sparkWorkspace } from '../../fixtures/servers/spark-workspace.ts';
import { readParquet } from '../../fixtures/workspace.ts';

interface Place {
  readonly user: string;
  readonly place: number;
  readonly movie: string;
}

const context = createContext();
const parameters = { factors: 8, epochs: 6 };

let workspace: Workspace;
let [s3, emr]: [S3Server, EmrServer] = [undefined, undefined] as never;
let bucket: string;
beforeAll(async () => {
  [workspace, s3] = await Promise.all([sparkWorkspace(), startS3()]);
  emr = await startEmrServerless(inject('spark'), s3.environment);
  bucket = await freshBucket(s3.environment);
  speakAs({ ...s3.environment, ...emr.environment });
  // This machine has none of its own: whatever is done is done there.
  process.env['SPARK_HOME'] = process.env['PYSPARK_PYTHON'] = '/nowhere';
});
afterAll(() => Promise.all([emr?.stop(), s3?.stop()]));

const engine = () => ({ engine: 'spark', master: emr.master, sparkData: `s3://${bucket}/jobs` });
const trained = (options: Partial<TrainOptions> = {}, given: Context = context) =>
  train({ workspace, model: 'als', parameters, ...engine(), ...options }, given);
const leftOver = (): Promise<string[]> => keysOf(clientOf(s3.environment), bucket, 'jobs/');
const rmseOf = async (of: Workspace): Promise<number> => {
  const { models } = await evaluate({ workspace: of, models: ['als'], metrics: ['rmse'] }, context);
  return models[0].metrics['rmse'].value;
};

test('als: without a Spark here, the model is as good as the one of this machine on the same objective, and nothing remains in the bucket', async () => {
  const here = await copyOf(workspace);
  await train({ workspace: here, model: 'als', parameters: { ...parameters, ridge: 0.1, offsets: 'fixed' } }, context);
  const told: string[] = [];
  const result = await trained(
    {},
    createContext({ progress: (done, all, what) => told.push(`${done}/${all} ${what}`) }),
  );
  expect(result.engine).toEqual({
    name: 'spark',
    spark: 'emr-7.9.0',
    master: `emr-serverless://${emr.application}`,
  });
  expect(Math.abs((await rmseOf(workspace)) - (await rmseOf(here)))).toBeLessThan(0.005);
  expect(told.some((line) => /^\d+\/\d+ stages$/.test(line))).toBe(true);
  expect([...emr.jobs().values()].at(-1)).toEqual(['SUBMITTED', 'RUNNING', 'SUCCESS']);
  expect(await leftOver()).toEqual([]);
});

test('lists of everyone are those that are made here', async () => {
  const here = await copyOf(workspace);
  const asked = { model: 'als', k: 10 };
  const there = await recommendAll({ workspace, ...asked, ...engine() }, context);
  const local = await recommendAll({ workspace: here, ...asked }, context);
  expect({ ...there, engine: 0, seconds: 0 }).toEqual({ ...local, engine: 0, seconds: 0 });
  const placesOf = async (of: Workspace): Promise<string[]> => {
    const rows = await readParquet<Place>(join(of.lists('small', 'als'), '*.parquet'));
    return rows.map(({ user, place, movie }) => `${user} ${place} ${movie}`);
  };
  const [theirs, ours] = [new Set(await placesOf(workspace)), await placesOf(here)];
  expect(theirs.size).toBe(ours.length);
  // Films that are liked alike to the last digits may change places.
  expect(ours.filter((place) => !theirs.has(place)).length).toBeLessThan(0.001 * ours.length);
  expect(await leftOver()).toEqual([]);
});

test('a data set in a bucket is cleaned and counted there, to the same rows and the same charts', async () => {
  const client = clientOf(s3.environment);
  for (const name of await readdir(workspace.interim('small'))) {
    await put(client, bucket, `raw/${name}`, await readFile(join(workspace.interim('small'), name)));
  }
  const asked = { workspace, dataset: 'small', engine: 'spark', master: emr.master };
  const out = `s3://${bucket}/clean`;
  await cleanElsewhere({ ...asked, from: `s3://${bucket}/raw`, out }, context);
  const outline = await outlineDataset({ ...asked, sparkData: `s3://${bucket}/jobs`, from: out }, context);
  expect(outline).toEqual(await outlineDataset({ workspace }, context));
  const keys = await keysOf(client, bucket, 'clean/');
  expect(keys.map((key) => key.slice('clean/'.length)).sort()).toEqual(
    (await readdir(workspace.processed('small'))).sort(),
  );
  expect(await leftOver()).toEqual([]);
});

test('an aborted run ends the job there, clears the bucket and leaves the model as it was', async () => {
  const before = await snapshot(workspace.model('small', 'als'));
  const controller = new AbortController();
  const watched = createContext({
    signal: controller.signal,
    progress: (_done, _all, what) => what === 'stages' && controller.abort(new Error('stopped')),
  });
  await expect(trained({ parameters: { factors: 8, epochs: 30 } }, watched)).rejects.toThrow('stopped');
  expect([...emr.jobs().values()].at(-1)!.slice(-2)).toEqual(['CANCELLING', 'CANCELLED']);
  expect(await leftOver()).toEqual([]);
  expect(await snapshot(workspace.model('small', 'als'))).toEqual(before);
});

test('a connection that fails for a while costs nothing', async () => {
  let told = 0;
  const watched = createContext({
    progress: (_done, _all, what) => {
      if (what !== 'stages' || told++ > 0) return;
      emr.silent = true;
      setTimeout(() => (emr.silent = false), 8000);
    },
  });
  expect(await trained({ full: true }, watched)).toMatchObject({ full: true });
  expect(told).toBeGreaterThan(0);
});

test('a job that fails is told with its cause, and the log has its id', async () => {
  const sparkConf = { 'spark.executor.extraJavaOptions': '-Xss8m', 'spark.driver.maxResultSize': '1' };
  await expect(
    trained({ force: true, sparkConf: { ...sparkConf, 'spark.hadoop.fs.s3.impl': 'no.such.Store' } }),
  ).rejects.toMatchObject({
    code: 'SPARK_FAILED',
    message: expect.stringMatching(/the Spark job failed: Spark has no class no\.such\.Store/) as string,
  });
  const log = await readFile(join(workspace.models('small'), '.als.spark.log'), 'utf8');
  expect(log).toContain([...emr.jobs().keys()].at(-1));
  expect(await leftOver()).toEqual([]);
});

test.each<[string, () => Partial<TrainOptions>, object]>([
  ['no bucket', () => ({ sparkData: undefined }), { code: 'USAGE', hint: 'Add --spark-data s3://BUCKET/FOLDER.' }],
  ['a folder', () => ({ sparkData: '/tmp' }), { code: 'USAGE' }],
  ['no role', () => ({ master: `emr-serverless://${emr.application}` }), { code: 'BAD_ADDRESS' }],
  [
    'an application that is not there',
    () => ({ master: emr.master.replace('fake', 'other') }),
    { code: 'BAD_ADDRESS' },
  ],
  ['another role', () => ({ master: `${emr.master}2` }), { code: 'BAD_ADDRESS', message: /execution role/ }],
  ['a bucket that is not there', () => ({ sparkData: 's3://no-such-bucket-here/x' }), { code: 'MISSING_FILE' }],
])('%s is told before anything is started', async (_, options, failure) => {
  const before = emr.jobs().size;
  await expect(trained({ force: true, ...options() })).rejects.toMatchObject(
    Object.fromEntries(
      Object.entries(failure).map(([name, value]) => [
        name,
        value instanceof RegExp ? (expect.stringMatching(value) as unknown) : (value as unknown),
      ]),
    ),
  );
  expect(emr.jobs().size).toBe(before);
  expect(await leftOver()).toEqual([]);
});

test('who may not start jobs is told which right is missing', async () => {
  process.env['AWS_ACCESS_KEY_ID'] = 'STRANGER';
  try {
    await expect(trained({ force: true })).rejects.toMatchObject({
      code: 'NO_ACCESS',
      hint: expect.stringContaining('emr-serverless:') as string,
    });
  } finally {
    process.env['AWS_ACCESS_KEY_ID'] = s3.environment.AWS_ACCESS_KEY_ID;
  }
});

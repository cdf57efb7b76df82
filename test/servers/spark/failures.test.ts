import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Workspace } from '../../../src/artifacts/workspace.ts';
import { createContext, type Context } from '../../../src/context.ts';
import { train, type TrainOptions } from '../../../src/stages/train.ts';
import { snapshot } from '../../fixtures/cli/snapshot.ts';
import { freePort } from '../../fixtures/servers/free-port.ts';
import { startSpark, type SparkCluster } from '../../fixtures/servers/spark.ts';
import { sparkWorkspace } from '../../fixtures/servers/spark-workspace.ts';

const context = createContext();
let workspace: Workspace;
let before: Record<string, string>;
/** One that may be taken apart. */
let cluster: SparkCluster;
beforeAll(async () => {
  [workspace, cluster] = await Promise.all([sparkWorkspace(), startSpark()]);
  await train({ workspace, model: 'als', parameters: { factors: 4, epochs: 2 } }, context);
  before = await snapshot(workspace.model('small', 'als'));
});
afterAll(() => cluster?.stop());

const trained = (options: Partial<TrainOptions>, given: Context = context) =>
  train({ workspace, model: 'als', parameters: { factors: 8, epochs: 12 }, engine: 'spark', ...options }, given);

/** Nothing is half-written: the model is as it was, and beside it there is nothing but the log. */
async function expectNothingChanged(): Promise<void> {
  expect(await snapshot(workspace.model('small', 'als'))).toEqual(before);
  const beside = Object.keys(await snapshot(workspace.models('small'))).filter((name) => !name.startsWith('als/'));
  expect(beside.filter((name) => name !== '.als.spark.log')).toEqual([]);
}

/** A context in which something is done as soon as so many stages are over. */
const atStage = (stage: number, act: () => void, signal = context.signal): Context => {
  let isDone = false;
  return createContext({
    signal,
    progress: (done, _total, what) => {
      if (isDone || what !== 'stages' || done < stage) return;
      isDone = true;
      act();
    },
  });
};

/** The processes that have this workspace in their command lines. */
const processes = (): string[] =>
  execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(workspace.root));

test('a master that is not there is told at once', async () => {
  const master = `spark://127.0.0.1:${await freePort()}`;
  await expect(trained({ master })).rejects.toMatchObject({
    code: 'UNREACHABLE',
    message: `nobody answers at ${master} (ECONNREFUSED).`,
  });
  await expectNothingChanged();
});

test('a place that the cluster does not see, and the path of it, is told', async () => {
  await expect(trained({ master: 'local[1]', sparkData: 'nowhere://bucket/folder' })).rejects.toMatchObject({
    code: 'SPARK_FAILED',
    message: expect.stringContaining('Spark has nothing to read nowhere:// with') as string,
    hint: expect.stringContaining('spark.jars.packages') as string,
  });
  await expectNothingChanged();
});

test('an aborted run leaves no process and the model as it was', async () => {
  const controller = new AbortController();
  const stop = (): void => controller.abort(new Error('stopped'));
  await expect(trained({ master: cluster.master }, atStage(3, stop, controller.signal))).rejects.toThrow('stopped');
  expect(processes()).toEqual([]);
  await expectNothingChanged();
});

test('a worker that is killed halfway costs time, not the model; a cluster that goes away is told, and nothing changes', async () => {
  const { master } = cluster;
  const goAway = (): void => {
    void cluster.killMaster();
    void cluster.killWorker(1);
  };
  const full = { master, full: true };
  const killed = atStage(8, () => void cluster.killWorker(0));
  expect(await trained(full, killed)).toMatchObject({ full: true, engine: { name: 'spark' } });
  const patience = { sparkConf: { 'spark.movierec.patience': '6' } };
  await expect(trained({ master, ...patience }, atStage(5, goAway))).rejects.toMatchObject({
    code: 'SPARK_FAILED',
    message: expect.stringMatching(/the cluster is gone: all its executors were lost/) as string,
  });
  expect(await snapshot(workspace.model('small', 'als'))).toEqual(before);
  expect(processes()).toEqual([]);
});

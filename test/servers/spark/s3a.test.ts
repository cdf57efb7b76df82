import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Workspace } from '../../../src/artifacts/workspace.ts';
import { createContext } from '../../../src/context.ts';
import { load } from '../../../src/models/registry.ts';
import { train } from '../../../src/stages/train.ts';
import { keysOf } from '../../fixtures/servers/objects.ts';
import { s3aSettings } from '../../fixtures/servers/s3a-settings.ts';
import { clientOf, freshBucket, startS3, type S3Server } from '../../fixtures/servers/s3.ts';
import { copyOf, sparkWorkspace } from '../../fixtures/servers/spark-workspace.ts';

const context = createContext();
let workspace: Workspace;
let s3 = undefined as unknown as S3Server;
beforeAll(async () => {
  [workspace, s3] = await Promise.all([sparkWorkspace(), startS3()]);
});
afterAll(() => s3?.stop());

test('a cluster that shares nothing with this machine but a bucket, s3a://, finds the vectors that it finds by way of a folder', async () => {
  const asked = { model: 'als', parameters: { factors: 4, epochs: 2 }, engine: 'spark', master: inject('spark') };
  const bucket = await freshBucket(s3.environment);
  const copy = await copyOf(workspace);
  await train({ workspace, ...asked }, context);
  const by = { sparkData: `s3a://${bucket}/jobs`, sparkConf: s3aSettings(s3.environment) };
  await train({ workspace: copy, ...asked, ...by }, context);
  const [folder, objects] = await Promise.all([workspace, copy].map((of) => load(of.model('small', 'als'), 'als')));
  expect(objects.state).toEqual(folder.state);
  const left = await keysOf(clientOf(s3.environment), bucket, 'jobs/movierec-');
  expect(left).toEqual([]);
});

import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Workspace } from '../../../src/artifacts/workspace.ts';
import { createContext } from '../../../src/context.ts';
import { sequence } from '../../../src/random.ts';
import { load } from '../../../src/models/registry.ts';
import { openDataset } from '../../../src/stages/open-dataset.ts';
import { requireProcessed } from '../../../src/stages/processed.ts';
import { modelInService } from '../../../src/stages/retrain/model-in-service.ts';
import { currentVersion, versionFolder } from '../../../src/stages/retrain/versions.ts';
import { train } from '../../../src/stages/train.ts';
import { Run } from '../../fixtures/cli/movierec.ts';
import { rateInService } from '../../fixtures/retraining.ts';
import { tastesTables } from '../../fixtures/tastes.ts';
import { temporaryFolder, writeInterim } from '../../fixtures/workspace.ts';

const attempts = 12;

test('killed at any time, the old version or the new one is in service, and never a mixture', async () => {
  const workspace = new Workspace(await temporaryFolder());
  const context = createContext({ threads: 1 });
  await writeInterim(workspace, 'set', tastesTables());
  await train({ workspace, model: 'ease' }, context);
  const data = await requireProcessed({ workspace }, context);
  // People like those of the set: the new version is no worse.
  const { ratings } = await openDataset({ workspace }, context);
  const { user, item, value } = ratings.columns;
  const given = Array.from(value, (rating, at) => ({
    person: `p${user[at]}`,
    film: ratings.items.names[item[at]],
    rating,
  }));
  await rateInService(workspace, 'set', given);
  const line = ['retrain', '--model', 'ease', '--force', '--threads', '1', '--json'];
  const started = performance.now();
  expect(await new Run(workspace.root, line).ended).toMatchObject({ code: 0 });
  const whole = performance.now() - started;

  const random = sequence(1, 'killed');
  let newest = await currentVersion(workspace, 'set', 'ease');
  expect(newest).toBe(1);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const run = new Run(workspace.root, line);
    // Most of it is the start of the program; what writes comes at the end.
    await setTimeout(whole * (0.4 + 0.7 * random()));
    run.child.kill('SIGKILL');
    await run.ended;
    const served = await modelInService(workspace, data, 'ease');
    expect(served.version).toBeGreaterThanOrEqual(newest);
    newest = served.version;
    // Sizes and digests are those that were written; loading compares them.
    const model = await load(served.folder, 'ease');
    const twin = await load(join(served.folder, 'check'), 'ease');
    expect(model.seen.histories.values.length).toBeGreaterThan(twin.seen.histories.values.length);
    expect(existsSync(join(versionFolder(workspace, 'set', 'ease', newest), 'manifest.json'))).toBe(true);
  }
  expect(await new Run(workspace.root, line).ended).toMatchObject({ code: 0 });
  expect(await currentVersion(workspace, 'set', 'ease')).toBeGreaterThan(newest);
  const left = await readdir(join(workspace.service('set'), 'models'), { recursive: true });
  expect(left.filter((name) => /(^|\/)\./.test(name))).toEqual([]);
});

import { expect, test } from 'vitest';
import { Workspace } from '../../../src/artifacts/workspace.ts';
import { createContext } from '../../../src/context.ts';
import { load } from '../../../src/models/registry.ts';
import { openDataset } from '../../../src/stages/open-dataset.ts';
import { retrain } from '../../../src/stages/retrain.ts';
import { versionFolder } from '../../../src/stages/retrain/versions.ts';
import { train } from '../../../src/stages/train.ts';
import { rateInService } from '../../fixtures/retraining.ts';
import { tastesTables } from '../../fixtures/tastes.ts';
import { temporaryFolder, writeInterim } from '../../fixtures/workspace.ts';

const context = createContext({ threads: 2 });

test.each<[string, Record<string, string | number>]>([
  ['feature-ease', {}],
  ['hybrid', { objective: 'ranking', parts: 'ease,content' }],
  ['hybrid', { parts: 'svd,bias', 'svd.factors': 4, 'svd.epochs': 5 }],
])('%s with %j is retrained with the features and the parameters that it has', async (model, parameters) => {
  const workspace = new Workspace(await temporaryFolder());
  await writeInterim(workspace, 'set', tastesTables());
  await train({ workspace, model, parameters }, context);
  const { ratings } = await openDataset({ workspace }, context);
  const { user, item, value } = ratings.columns;
  const given = Array.from(value, (rating, at) => ({
    person: `p${user[at]}`,
    film: ratings.items.names[item[at]],
    rating,
  }));
  await rateInService(workspace, 'set', given);
  expect(await retrain({ workspace, model }, context)).toMatchObject({ outcome: 'swapped', version: 1 });
  const before = await load(workspace.model('set', model), model);
  const after = await load(versionFolder(workspace, 'set', model, 1), model);
  expect(after.parameters).toEqual(before.parameters);
  expect(after.seen.histories.values).toHaveLength(2 * ratings.size);
  expect(after.recommend(after.user(0), 3)).toHaveLength(3);
});

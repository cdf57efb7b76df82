import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { Workspace } from '../../src/artifacts/workspace.ts';
import { createContext } from '../../src/context.ts';
import { role } from '../../src/dataset/splits/role.ts';
import { load } from '../../src/models/registry.ts';
import { openDataset } from '../../src/stages/open-dataset.ts';
import { requireProcessed, type Processed } from '../../src/stages/processed.ts';
import { retrain } from '../../src/stages/retrain.ts';
import { collectedFolder } from '../../src/stages/retrain/collect.ts';
import { isHeldOut } from '../../src/stages/retrain/is-held-out.ts';
import { modelInService } from '../../src/stages/retrain/model-in-service.ts';
import { readRetrainings } from '../../src/stages/retrain/retraining-log.ts';
import { rollBack } from '../../src/stages/retrain/roll-back.ts';
import { trainingSet } from '../../src/stages/retrain/training-set.ts';
import { keptVersionsOf, versionFolder } from '../../src/stages/retrain/versions.ts';
import { train } from '../../src/stages/train.ts';
import { files } from '../fixtures/cli/snapshot.ts';
import { inStore, rateInService, type Given } from '../fixtures/retraining.ts';
import { tastesTables } from '../fixtures/tastes.ts';
import { temporaryFolder, writeInterim } from '../fixtures/workspace.ts';

const root = await temporaryFolder();
const context = createContext({ threads: 2 });
let count = 0;
let workspace: Workspace;
let data: Processed;

/** Each test has a workspace with two trained models, and a service in which nobody has rated anything. */
beforeEach(async () => {
  workspace = new Workspace(join(root, String(++count)));
  await writeInterim(workspace, 'set', tastesTables());
  await train({ workspace, model: 'svd', parameters: { factors: 4, epochs: 5 } }, context);
  await train({ workspace, model: 'ease' }, context);
  data = await requireProcessed({ workspace }, context);
});

/** What so many people of the service rate: each likes the films that one in the data set likes. */
async function likeOthers(people: number, prefix = 'p'): Promise<Given[]> {
  const { ratings } = await openDataset({ workspace }, context);
  const { user, item, value } = ratings.columns;
  return Array.from(value, (rating, at) => ({ rating, user: user[at], film: ratings.items.names[item[at]] }))
    .filter((one) => one.user < people)
    .map(({ film, rating, user: index }) => ({ person: `${prefix}${index}`, film, rating }));
}
const again = (options: object = {}) => retrain({ workspace, model: 'ease', ...options }, context);
const filesOf = (version: number) => files(versionFolder(workspace, 'set', 'ease', version));

describe('the training set', () => {
  test('is the data set, then the service, person by person and film by film, as a naive union has it', async () => {
    const given = await likeOthers(5);
    const strange = [
      { person: 'p1', film: 'no such film', rating: 3 },
      { person: 'p9', film: 'neither', rating: 3 },
      { person: 'p2', film: given.find(({ person }) => person !== 'p2')!.film, rating: 999 },
    ];
    const known = given.filter(({ person, film }) => person !== 'p2' || film !== strange[2].film);
    await rateInService(workspace, 'set', [...known, ...strange]);
    await again();
    const set = await trainingSet(data, collectedFolder(workspace, 'set'), context);

    const own = await openDataset({ workspace }, context);
    const rowsOf = ({ users, items, columns }: typeof own.ratings) =>
      Array.from(columns.value, (value, at) => [
        users.names[columns.user[at]],
        items.names[columns.item[at]],
        value,
        columns.time?.[at],
      ]);
    const inOrder = known.toSorted((a, b) => (a.person + a.film < b.person + b.film ? -1 : 1));
    const people = [...new Set(inOrder.map(({ person }) => person))];
    const union = [
      ...rowsOf(own.ratings),
      ...inOrder.map(({ person, film, rating }) => [
        `service:${people.indexOf(person) + 1}`,
        film,
        Math.fround(rating),
        Date.UTC(2026, 10, 1) / 1000,
      ]),
    ];
    expect(rowsOf(set.ratings)).toEqual(union);
    expect(set.ratings.items).toEqual(own.ratings.items);
    const roles = inOrder.map(({ person, film }) =>
      isHeldOut(data.info.split.seed, `service:${person}`, film) ? role.test : role.train,
    );
    expect([...set.roles]).toEqual([...own.roles, ...roles]);
    expect(set).toMatchObject({
      people: own.ratings.users.size,
      ownRatings: known.length,
      unknownFilms: 2,
      offScale: 1,
    });
  });
});

describe('versions', () => {
  test('are fitted on everything, one after the other; where nothing is new there is no work', async () => {
    expect(await again()).toMatchObject({ outcome: 'unchanged', version: 0, check: null });
    const given = await likeOthers(30);
    await rateInService(workspace, 'set', given);
    const first = await again();
    expect(first).toMatchObject({
      outcome: 'swapped',
      version: 1,
      ownRatings: given.length,
      collected: { people: 30 },
    });
    expect(await modelInService(workspace, data, 'ease')).toMatchObject({ version: 1, full: true });
    const model = await load(versionFolder(workspace, 'set', 'ease', 1), 'ease');
    expect(model.seen.histories.values).toHaveLength(first.ratings);
    expect(model.seen.users.names.filter((name) => name.startsWith('service:'))).toHaveLength(30);

    const before = await filesOf(1);
    expect(await again()).toMatchObject({ outcome: 'unchanged', version: 1 });
    expect(await filesOf(1)).toEqual(before);
    // The other model goes its own way.
    expect(await modelInService(workspace, data, 'svd')).toMatchObject({ version: 0 });
  });

  test('have the same bytes where seed and ratings are the same', async () => {
    await rateInService(workspace, 'set', await likeOthers(30));
    await again();
    expect(await again({ force: true })).toMatchObject({ outcome: 'swapped', version: 2 });
    const [first, second] = await Promise.all([filesOf(1), filesOf(2)]);
    const { 'manifest.json': _, ...models } = first;
    expect(Object.keys(models)).toHaveLength(5);
    expect(second).toMatchObject(models);
  });

  test('their honest twins know nothing of what is held out', async () => {
    const given = await likeOthers(30);
    await rateInService(workspace, 'set', given);
    await again();
    const { seen } = await load(join(versionFolder(workspace, 'set', 'ease', 1), 'check'), 'ease');
    const held = given.filter(({ person, film }) => isHeldOut(data.info.split.seed, `service:${person}`, film));
    expect(held.length).toBeGreaterThan(0);
    const { training } = await openDataset({ workspace }, context);
    expect(seen.histories.values).toHaveLength(training.size + given.length - held.length);
  });

  test('the last three are kept, and the one in service', async () => {
    await rateInService(workspace, 'set', await likeOthers(10));
    for (let time = 0; time < 4; time++) await again({ force: true });
    expect(await keptVersionsOf(workspace, 'set', 'ease')).toEqual([2, 3, 4]);
    await rollBack({ workspace, model: 'ease', version: 2 }, context);
    await again({ force: true });
    expect(await keptVersionsOf(workspace, 'set', 'ease')).toEqual([3, 4, 5]);
  });

  test('hold no rating of who was deleted since; earlier ones of any model that do are dropped', async () => {
    await rateInService(workspace, 'set', await likeOthers(30));
    await again({ model: 'svd' });
    await rollBack({ workspace, model: 'svd' }, context);
    await again();
    await rateInService(workspace, 'set', await likeOthers(40, 'q'));
    await again();
    expect(await keptVersionsOf(workspace, 'set', 'ease')).toEqual([1, 2]);
    await inStore(workspace, 'set', (store) => store.removePerson('q3'));
    // Nobody has rated anything since, but this is new.
    const third = await again();
    expect(third).toMatchObject({ outcome: 'swapped', version: 3, collected: { people: 69 } });
    const { seen } = await load(versionFolder(workspace, 'set', 'ease', 3), 'ease');
    expect(seen.users.names.filter((name) => name.startsWith('service:'))).toHaveLength(69);
    // Version 1 had never heard of them.
    expect(await keptVersionsOf(workspace, 'set', 'ease')).toEqual([1, 3]);
    expect(await keptVersionsOf(workspace, 'set', 'svd')).toEqual([1]);

    await inStore(workspace, 'set', (store) => store.removePerson('p3'));
    expect(await again()).toMatchObject({ outcome: 'swapped', version: 4 });
    expect(await keptVersionsOf(workspace, 'set', 'ease')).toEqual([4]);
    expect(await keptVersionsOf(workspace, 'set', 'svd')).toEqual([]);
  });

  test('are out of service where the model was trained with other parameters since', async () => {
    await rateInService(workspace, 'set', await likeOthers(30));
    await again();
    await train({ workspace, model: 'ease', parameters: { regularization: 77 } }, context);
    expect(await modelInService(workspace, data, 'ease')).toMatchObject({ version: 0 });
    expect(await again()).toMatchObject({ outcome: 'swapped', version: 2 });
    const served = await modelInService(workspace, data, 'ease');
    expect(served).toMatchObject({ version: 2, manifest: { result: { parameters: { regularization: 77 } } } });
  });
});

describe('going back', () => {
  test('is writing current.json alone, to the version before or to any other, and a retraining does not undo it', async () => {
    await rateInService(workspace, 'set', await likeOthers(30));
    await again();
    const before = await files(workspace.service('set'));
    expect(await rollBack({ workspace, model: 'ease' }, context)).toMatchObject({ outcome: 'rolled back', version: 0 });
    const after = await files(workspace.service('set'));
    expect(Object.keys(after).filter((path) => after[path] !== before[path])).toEqual([
      'models/ease/current.json',
      'retrainings.jsonl',
    ]);
    expect(await modelInService(workspace, data, 'ease')).toMatchObject({ version: 0 });
    expect(await again()).toMatchObject({ outcome: 'unchanged', version: 0 });
    await rollBack({ workspace, model: 'ease', version: 1 }, context);
    expect(await modelInService(workspace, data, 'ease')).toMatchObject({ version: 1 });
  });

  test('is refused where there is no such version', async () => {
    await expect(rollBack({ workspace, model: 'ease' }, context)).rejects.toMatchObject({ code: 'MISSING_ARTIFACT' });
    await expect(rollBack({ workspace, model: 'ease', version: 7 }, context)).rejects.toMatchObject({
      code: 'MISSING_ARTIFACT',
      message: expect.stringContaining('no version 7 of ease') as string,
    });
  });
});

describe('the log', () => {
  test('has a line for each attempt; half a line, as a crash leaves it, is passed over', async () => {
    await rateInService(workspace, 'set', await likeOthers(30));
    await again();
    const path = join(workspace.service('set'), 'retrainings.jsonl');
    await appendFile(path, '{"model":"ease","at":17');
    expect(await readRetrainings(workspace, 'set')).toMatchObject([{ outcome: 'swapped', version: 1 }]);
    await again({ force: true });
    expect(await readRetrainings(workspace, 'set')).toMatchObject([{ version: 2 }, { version: 1 }]);
  });

  test('says why where something went wrong, and the version before stays', async () => {
    await rateInService(workspace, 'set', await likeOthers(30));
    await again();
    // What the fit is compared with is broken.
    await writeFile(join(versionFolder(workspace, 'set', 'ease', 1), 'check', 'model.safetensors'), 'x');
    await rateInService(workspace, 'set', await likeOthers(40, 'q'));
    await expect(again()).rejects.toMatchObject({ code: 'BAD_FILE' });
    const [last] = await readRetrainings(workspace, 'set');
    expect(last).toMatchObject({ outcome: 'failed', version: 1, why: expect.stringContaining('BAD_FILE') as string });
    expect(await modelInService(workspace, data, 'ease')).toMatchObject({ version: 1 });
    expect((await readdir(join(workspace.service('set'), 'models'))).filter((name) => name.startsWith('.'))).toEqual(
      [],
    );
  });

  test('a fit that diverges is rolled back', async () => {
    await train({ workspace, model: 'svd', parameters: { factors: 4, epochs: 5 } }, context);
    await rateInService(workspace, 'set', await likeOthers(30));
    // The saved model as it is, but for a parameter with which no fit ends well.
    for (const name of ['manifest.json']) {
      const path = join(workspace.model('set', 'svd'), name);
      const manifest = JSON.parse(await readFile(path, 'utf8')) as { result: { parameters: Record<string, number> } };
      manifest.result.parameters['learningRate'] = 0.9;
      await writeFile(path, JSON.stringify(manifest));
    }
    expect(await again({ model: 'svd' })).toMatchObject({
      ...{ outcome: 'rolled back', version: 0, before: null, after: null },
      why: expect.stringMatching(/DIVERGED|NOT_FINITE/) as string,
    });
  });
});

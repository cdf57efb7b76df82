import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Workspace } from '../../../../src/artifacts/workspace.ts';
import { createContext } from '../../../../src/context.ts';
import { MovierecError } from '../../../../src/errors.ts';
import { publish, type PublishResult, type PublishStageOptions } from '../../../../src/stages/publish.ts';
import { rollBackPublished } from '../../../../src/stages/publish/roll-back-published.ts';
import { recommend } from '../../../../src/stages/recommend.ts';
import { similar } from '../../../../src/stages/similar.ts';
import { train } from '../../../../src/stages/train.ts';
import { twoTastes } from '../../../fixtures/ratings.ts';
import { tastesTables } from '../../../fixtures/tastes.ts';
import { temporaryFolder, writeInterim } from '../../../fixtures/workspace.ts';
import { kinds, type Entry, type Reader } from './readers.ts';

const root = await temporaryFolder();
const workspace = new Workspace(root);
const context = createContext({ threads: 2 });
const k = 20;
const people = twoTastes().users.names;

beforeAll(async () => {
  await writeInterim(workspace, 'set', tastesTables());
  await train({ workspace, model: 'svd', parameters: { factors: 4, epochs: 5 } }, context);
  await train({ workspace, model: 'item-knn' }, context);
  await train({ workspace, model: 'popularity' }, context);
});

/** What `recommend` says. */
async function listOf(user: string, model: string): Promise<Entry[]> {
  const { items } = await recommend({ workspace, user, model, k }, context);
  return items.map(({ movie, score, fallback }) => ({ movie, score, ...(fallback && { fallback }) }));
}

describe.each(kinds)('publishing to $name', ({ fresh, read }) => {
  let to: string;
  let reader: Reader;
  const send = (model: string, more: Partial<PublishStageOptions> = {}): Promise<PublishResult> =>
    publish({ workspace, to, model, k, ...more }, context);

  beforeAll(async () => {
    to = await fresh();
    reader = await read(to);
  });
  afterAll(() => reader.close());

  test('what is read is what recommend and similar say, of every person and film', async () => {
    const result = await send('svd');
    expect(result).toMatchObject({ dataset: 'set', model: 'svd', version: 1, removed: [], kept: [1] });
    for (const user of people) {
      expect(await reader.list(user)).toEqual({ version: 1, items: await listOf(user, 'svd') });
    }
    const films = await reader.films();
    expect(films).toHaveLength(result.counts['films']);
    expect(films.find(({ movie }) => movie === 'i7')).toEqual({
      ...{ movie: 'i7', title: 'Film i7', year: 1967, genres: ['Drama'] },
    });
    for (const { movie } of films.slice(0, 10)) {
      const { items } = await similar({ workspace, movie, model: 'svd', k: 50 }, context);
      expect(await reader.similar(movie)).toEqual(items.map((item) => ({ movie: item.movie, score: item.score })));
    }
    expect(await reader.list('nobody')).toMatchObject({ items: [] });
  });

  test('the product of the factors of a person and of a film is the score', async () => {
    const user = people[3];
    const factors = await reader.userFactors(user);
    for (const { movie, score } of (await listOf(user, 'svd')).filter(({ fallback }) => !fallback)) {
      const others = await reader.filmFactors(movie);
      expect(factors.reduce((sum, factor, at) => sum + factor * others[at], 0)).toBeCloseTo(score, 4);
    }
  });

  test('the same again changes nothing; another model is another version; old ones go; and back again', async () => {
    expect(await send('svd')).toMatchObject({ version: 1, fresh: true, kept: [1] });
    expect(await reader.traces()).toEqual([1]);
    expect(await send('item-knn')).toMatchObject({ version: 2, kept: [2, 1] });
    expect(await send('popularity')).toMatchObject({ version: 3, removed: [1], kept: [3, 2] });
    expect(await reader.traces()).toEqual([2, 3]);

    expect(await rollBackPublished({ workspace, to }, context)).toMatchObject({
      version: 2,
      before: 3,
      model: 'item-knn',
    });
    expect(await reader.list(people[0])).toEqual({ version: 2, items: await listOf(people[0], 'item-knn') });
    await expect(rollBackPublished({ workspace, to }, context)).rejects.toMatchObject({ code: 'MISSING_ARTIFACT' });
    // Published once more it is not written once more, and is the newest.
    expect(await send('popularity')).toMatchObject({ version: 3, fresh: true, kept: [3, 2] });
    expect(await rollBackPublished({ workspace, to }, context)).toMatchObject({ version: 2, before: 3 });
  });

  test('whoever reads while others publish sees whole lists of one version', async () => {
    const user = people[5];
    const models = ['svd', 'popularity', 'item-knn'];
    const known = await Promise.all(models.map(async (model) => JSON.stringify(await listOf(user, model))));
    let isOver = false;
    const seen = new Set<number>();
    const reading = (async () => {
      let reads = 0;
      for (; !isOver; reads++) {
        const { version, items } = await reader.list(user);
        seen.add(version);
        expect(known).toContain(JSON.stringify(items));
        await sleep(2);
      }
      return reads;
    })();
    for (const model of [...models, ...models]) await send(model, { keep: 1 });
    isOver = true;
    expect(await reading).toBeGreaterThan(20);
    expect(seen.size).toBeGreaterThan(1);
  });

  test('killed in the middle, the old version is in force; the next run cleans up and publishes', async () => {
    const before = await reader.list(people[0]);
    const register = join(import.meta.dirname, '../../../fixtures/threads/register.js');
    const script = join(import.meta.dirname, 'publish-in-a-process.js');
    const child = spawn(process.execPath, ['--import', register, script, root, to, 'svd'], { stdio: 'inherit' });
    const ended = once(child, 'exit');
    while (!(await reader.isBegun())) await sleep(1);
    child.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
    expect(await reader.list(people[0])).toEqual(before);
    const [, left] = await reader.traces();
    const result = await send('svd', { keep: 1 });
    expect(result).toMatchObject({ removed: [left, before.version] });
    expect(await reader.traces()).toEqual([result.version]);
    expect((await reader.list(people[0])).items).toEqual(await listOf(people[0], 'svd'));
  });

  test('of two at once each ends well or is told of the other, and what is read is whole', async () => {
    const ends = await Promise.allSettled([send('item-knn'), send('popularity')]);
    for (const end of ends) if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: 'BUSY' });
    expect(ends.some(({ status }) => status === 'fulfilled')).toBe(true);
    const { items } = await reader.list(people[1]);
    const lists = await Promise.all(['item-knn', 'popularity'].map((model) => listOf(people[1], model)));
    expect(lists).toContainEqual(items);
  });

  test('a wrong password, a model without factors and a later schema are told apart, without the secret', async () => {
    const wrong = new URL(to);
    wrong.password = 'open-sesame';
    const error: unknown = await send('svd', { to: wrong.href }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'WRONG_CREDENTIALS' });
    expect(String(error)).not.toContain('open-sesame');
    expect((error as MovierecError).message).not.toContain('movierec:');
    await expect(send('popularity', { what: ['factors'] })).rejects.toMatchObject({ code: 'WRONG_MODEL' });
    await expect(send('svd', { what: ['list'] })).rejects.toMatchObject({ code: 'UNKNOWN_OPTION' });
    await expect(send('bias')).rejects.toMatchObject({ code: 'MISSING_ARTIFACT' });
    await expect(send('svd', { to: 'postgres://host/base' })).rejects.toMatchObject({ code: 'BAD_ADDRESS' });
    await expect(send('svd', { prefix: 'a-b' })).rejects.toMatchObject({ code: 'OPTION_RANGE' });
    const { items } = await reader.list(people[1]);
    await reader.age();
    await expect(send('svd')).rejects.toMatchObject({ code: 'NEWER_SCHEMA' });
    expect((await reader.list(people[1])).items).toEqual(items);
  });
});

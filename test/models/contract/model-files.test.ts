import { cp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { decodeTensors } from '../../../src/artifacts/safetensors.ts';
import { createContext } from '../../../src/context.ts';
import { fit, load, save } from '../../../src/models/registry.ts';
import { ratingsFrom, twoTastes } from '../../fixtures/ratings.ts';
import { temporaryFolder } from '../../fixtures/workspace.ts';

const root = await temporaryFolder();
const original = join(root, 'original');
const ratings = twoTastes();
await save(await fit('svd', ratings, { factors: 3, epochs: 1 }, createContext()), original);

let folder = '';
let count = 0;
beforeEach(async () => {
  folder = join(root, String(++count));
  await cp(original, folder, { recursive: true });
});
const json = () => join(folder, 'model.json');
const tensors = () => join(folder, 'model.safetensors');
const editJson = async (changes: object): Promise<void> =>
  writeFile(json(), JSON.stringify({ ...(JSON.parse(await readFile(json(), 'utf8')) as object), ...changes }));

test('two files hold the model, and nothing of the machine or the time', async () => {
  expect((await readdir(folder)).sort()).toEqual(['model.json', 'model.safetensors']);
  const text = await readFile(json(), 'utf8');
  expect(Object.keys(JSON.parse(text) as object).sort()).toEqual(
    ['feedback', 'format', 'mean', 'model', 'numbers', 'parameters', 'relevant', 'scale', 'tensors'].sort(),
  );
  expect(text).not.toContain(root);
});

test('arrays have their names and shapes, and ids are lists of strings', async () => {
  const file = await readFile(tensors());
  const header = JSON.parse(file.subarray(8, 8 + Number(file.readBigUInt64LE())).toString()) as object;
  expect(header).toMatchObject({
    'state.userVectors': { dtype: 'F32', shape: [60, 8] }, // 3 factors, 2 offsets, filled up to a multiple of 4
    'state.itemVectors': { dtype: 'F32', shape: [42, 8] },
    'seen.starts': { dtype: 'U32', shape: [61] },
    'seen.values': { dtype: 'F32', shape: [ratings.size] },
    'seen.times': { dtype: 'U32', shape: [ratings.size] },
  });
  const { 'seen.users': users } = decodeTensors(Uint8Array.from(file));
  expect(JSON.parse(Buffer.from(users as Uint8Array).toString())).toEqual(ratings.users.names);
});

test('ids of any kind, and histories without times, come back', async () => {
  const odd = ratingsFrom([
    { user: 'a,"b"', item: '🎬', rating: 4 },
    { user: '__proto__', item: 'תל אביב', rating: 2 },
  ]);
  await save(await fit('item-knn', odd, {}, createContext()), folder);
  const { seen } = await load(folder);
  expect(seen.users.names).toEqual(odd.users.names);
  expect(seen.items.names).toEqual(odd.items.names);
  expect(seen.histories.times).toBeUndefined();
  expect(seen.histories.values).toEqual(odd.byUser.values);
});

test('a loaded model stands in shared memory', async () => {
  const { state } = await load(folder);
  expect((state['itemVectors'] as Float32Array).buffer).toBeInstanceOf(SharedArrayBuffer);
});

describe('a model is refused', () => {
  test.each<[string, string, () => Promise<unknown>]>([
    ['when one byte of the arrays is another', 'BAD_FILE', () => flipByte(-1)],
    ['when one byte of the header is another', 'BAD_FILE', () => flipByte(20)],
    ['when the arrays are cut off', 'BAD_FILE', () => truncate(tensors(), 1000)],
    ['when the arrays are empty', 'BAD_FILE', () => truncate(tensors(), 0)],
    ['when its description is cut off', 'BAD_FILE', () => truncate(json(), 50)],
    ['when its description is empty', 'BAD_FILE', () => truncate(json(), 0)],
    ['when its description describes nothing', 'BAD_FILE', () => writeFile(json(), '{}')],
    ['when its description is null', 'BAD_FILE', () => writeFile(json(), 'null')],
    ['when a number of its description is a word', 'BAD_FILE', () => editJson({ mean: 'three' })],
    ['when there are no arrays', 'MISSING_ARTIFACT', () => rm(tensors())],
    ['when there is no description', 'MISSING_ARTIFACT', () => rm(json())],
    ['when there is no such model any more', 'UNKNOWN_MODEL', () => editJson({ model: 'svd3' })],
  ])('%s', async (_, code, damage) => {
    await damage();
    await expect(load(folder)).rejects.toMatchObject({ code, hint: expect.stringMatching(/./) as string });
  });

  test.each([
    [1, 'an older version'],
    [3, 'a newer version'],
  ])('when it is of the format %i, from %s, which it says', async (format, version) => {
    await editJson({ format, something: 'new' });
    await expect(load(folder)).rejects.toMatchObject({
      code: 'BAD_FILE',
      message: expect.stringContaining(version) as string,
    });
  });

  test('when it is of another model than the one that is wanted, by both names', async () => {
    await expect(load(folder, 'bias')).rejects.toMatchObject({
      code: 'BAD_FILE',
      message: expect.stringMatching(/"svd", not of "bias"/) as string,
    });
  });
});

async function flipByte(at: number): Promise<void> {
  const bytes = await readFile(tensors());
  bytes[at < 0 ? bytes.length + at : at] ^= 1;
  await writeFile(tensors(), bytes);
}

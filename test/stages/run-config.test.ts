import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRunConfig } from '../../src/stages/run-config.ts';
import { temporaryFolder } from '../fixtures/workspace.ts';

const path = join(await temporaryFolder(), 'movierec.yaml');
const read = async (text: string) => {
  await writeFile(path, text);
  return readRunConfig(path, true);
};

test('everything that may be set is read', async () => {
  const text = `
    dataset: ml-latest-small
    seed: 7
    clean: { scale: 0.5..5, minUserRatings: 5, split: temporal, test: 0.1 }
    models:
      svd: { factors: 100, users: learned }
      popularity:
    k: 20
    select: recall@20
  `;
  expect(await read(text)).toEqual({
    dataset: 'ml-latest-small',
    seed: 7,
    clean: { scale: '0.5..5', minUserRatings: 5, split: 'temporal', test: 0.1 },
    models: { svd: { factors: 100, users: 'learned' }, popularity: null },
    k: 20,
    select: 'recall@20',
  });
});

test('an empty file and one that is only the default’s absence leave everything at its default', async () => {
  expect(await read('')).toEqual({});
  expect(await read('# nothing yet\n')).toEqual({});
  expect(await readRunConfig(`${path}.none`, true)).toEqual({});
  await expect(readRunConfig(`${path}.none`, false)).rejects.toMatchObject({ code: 'MISSING_FILE' });
});

test.each([
  ['k: 0', 'k: '],
  ['k: ten', 'k: '],
  ['seeds: 7', 'seeds'],
  ['clean: { test: 1 }', 'clean.test: '],
  ['clean: { minUserRatings: 1.5 }', 'clean.minUserRatings: '],
  ['models: [svd]', 'models: '],
  ['models: { svd: { factors: [1, 2] } }', 'models.svd.factors: '],
  ['just words', 'movierec.yaml'],
  ['a: [1, 2', 'movierec.yaml'],
  ['k: 1\nk: 2', 'movierec.yaml'],
])('“%s” is refused with its place', async (text, place) => {
  await expect(read(text)).rejects.toMatchObject({
    code: 'BAD_CONFIG',
    message: expect.stringContaining(place) as string,
    hint: expect.stringMatching(/./) as string,
  });
});

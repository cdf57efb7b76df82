import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFeatures, writeFeatures } from '../../src/features/feature-files.ts';
import { featuresFrom } from '../fixtures/features.ts';
import { temporaryFolder } from '../fixtures/workspace.ts';

const features = featuresFrom([
  { genres: ['Drama', 'War'], tags: ['“quoted”', 'наука'] },
  {},
  { genres: ['War'], tags: [] },
]);
const record = { sets: features.sets, width: features.vectors.width };

test('what is read is what was written, in memory that threads share', async () => {
  const folder = await temporaryFolder();
  await writeFeatures(folder, features);
  const read = await readFeatures(folder, record);
  expect(read).toEqual(features);
  expect(read.vectors.values.buffer).toBeInstanceOf(SharedArrayBuffer);
});

test('a file that is cut off is refused', async () => {
  const folder = await temporaryFolder();
  await writeFeatures(folder, features);
  await truncate(join(folder, 'tags.safetensors'), 100);
  await expect(readFeatures(folder, record)).rejects.toMatchObject({ code: 'BAD_FILE' });
});

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { isDamaged, unpackSoundPart } from '../../../src/dataset/unpack/sound-part.ts';
import { temporaryFolder } from '../../fixtures/workspace.ts';

const folder = await temporaryFolder();
const { signal } = new AbortController();
/** Lines that do not pack well, so that a cut anywhere is in the middle of them. */
const lines = Array.from({ length: 50_000 }, (_, at) => `${at}\t${((at * 2654435761) % 2 ** 32).toString(36)}`);
const text = `${lines.join('\n')}\n`;
const packed = gzipSync(text);
const path = join(folder, 'a.gz');

test('a sound file is not damaged, and all of it is had', async () => {
  await writeFile(path, packed);
  expect(await isDamaged(path, signal)).toBe(false);
  expect(await unpackSoundPart(path, join(folder, 'a'), signal)).toEqual({ lines: lines.length, rest: '' });
  expect(await readFile(join(folder, 'a'), 'utf8')).toBe(text);
});

test.each([0.01, 0.3, 0.5, 0.99])(
  'of a file cut off at %d of its length every whole line before the cut is had',
  async (part) => {
    await writeFile(path, packed.subarray(0, Math.floor(part * packed.length)));
    expect(await isDamaged(path, signal)).toBe(true);
    const found = await unpackSoundPart(path, join(folder, 'a'), signal);
    const had = await readFile(join(folder, 'a'), 'utf8');
    expect(text.startsWith(had + found.rest)).toBe(true);
    expect(had.endsWith('\n')).toBe(true);
    expect(had.split('\n').length - 1).toBe(found.lines);
    expect(found.lines / lines.length).toBeCloseTo(part, 1);
    expect(found.rest).not.toContain('\n');
  },
);

test('a file that lacks its checksum alone is damaged, though all of its lines are had', async () => {
  await writeFile(path, packed.subarray(0, -4));
  expect(await isDamaged(path, signal)).toBe(true);
  expect(await unpackSoundPart(path, join(folder, 'a'), signal)).toEqual({ lines: lines.length, rest: '' });
});

test('what the disk refuses is no damage', async () => {
  await expect(isDamaged(join(folder, 'nothing.gz'), signal)).rejects.toMatchObject({ code: 'ENOENT' });
});

import { spawnSync } from 'node:child_process';
import { cp, mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { expectFailure } from '../fixtures/cli/failure.ts';
import { movierec, movierecJson } from '../fixtures/cli/movierec.ts';
import { files, snapshot } from '../fixtures/cli/snapshot.ts';
import { copyOfPrepared, emptyFolder, prepared } from '../fixtures/cli/workspaces.ts';

const mounted: string[] = [];
/** A disk of its own, in memory, with the prepared workspace on it; undefined where nobody may mount one. */
async function mount(size: string): Promise<string | undefined> {
  const disk = join(await emptyFolder(), 'disk');
  await mkdir(disk);
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk]).status !== 0) return undefined;
  mounted.push(disk);
  await cp(prepared, disk, { recursive: true, preserveTimestamps: true });
  return disk;
}
const unmountAll = (): void => mounted.splice(0).forEach((disk) => void spawnSync('umount', [disk]));
afterEach(unmountAll);

const canMount = (await mount('64m')) !== undefined;
unmountAll();

const writing = [
  ['ingest', '--force'],
  ['clean', '--force'],
  ['train', '--model', 'bias', '--force'],
  ['train', '--model', 'popularity'],
  ['eval', '--force'],
  ['run'],
  ['generate', '--ratings', '1e5'],
];

describe('a disk of its own; skipped where this user may not mount one', () => {
  test.skipIf(!canMount).each([
    [0, writing],
    // Room for a beginning.
    [40_000, writing.slice(0, 4)],
  ])('a full disk with %d bytes left: every artifact stays as it was', async (left, lines) => {
    const disk = (await mount('64m'))!;
    await fill(join(disk, 'filler'), left);
    const before = await files(disk);
    for (const args of lines) {
      await expectFailure(disk, args, {
        code: 'DISK_FULL',
        exit: 1,
        says: /disk is full/,
        advises: /Free some space/,
      });
      expect({ args, files: await files(disk) }).toEqual({ args, files: before });
    }
    expect(await movierec(disk, 'recommend', '--user', '42')).toMatchObject({ code: 0 });
    await rm(join(disk, 'filler'));
    expect(await movierec(disk, 'train', '--model', 'popularity')).toMatchObject({ code: 0 });
  });

  test.skipIf(!canMount)('a read-only workspace can be read, and writing says where it may not', async () => {
    const disk = (await mount('64m'))!;
    const empty = join(disk, 'empty');
    await mkdir(empty);
    expect(spawnSync('mount', ['-o', 'remount,ro', disk]).status).toBe(0);
    for (const args of [['ingest'], ['clean'], ['train', '--model', 'bias'], ['eval'], ['recommend', '--user', '42']]) {
      expect({ args, ...(await movierec(disk, ...args)) }).toMatchObject({ args, code: 0 });
    }
    expect(await movierec(disk, 'doctor')).toMatchObject({ code: 1 }); // a workspace that cannot be written to is not in order
    for (const args of [...writing, ['ingest', '--workspace', empty], ['run', '--workspace', empty]]) {
      await expectFailure(disk, args, { code: 'NOT_WRITABLE', exit: 1, says: /read-only/, advises: /--workspace/ });
    }
  });
});

/** Leaves only so many bytes free on the disk. */
async function fill(path: string, left: number): Promise<void> {
  const file = await open(path, 'w');
  try {
    for (;;) await file.write(Buffer.alloc(65_536));
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' });
    await file.truncate(Math.max(0, (await file.stat()).size - left));
  } finally {
    await file.close();
  }
}

test('a workspace that is a file, or lies below one', async () => {
  const folder = await emptyFolder();
  await writeFile(join(folder, 'file'), 'content');
  for (const workspace of ['file', 'file/below']) {
    const failure = {
      code: 'NOT_WRITABLE',
      exit: 1,
      says: /a file stands where a folder/,
      advises: /--workspace/,
    } as const;
    await expectFailure(folder, ['ingest', '--workspace', workspace], failure);
    await expectFailure(folder, ['generate', '--ratings', '10', '--workspace', workspace], failure);
  }
  expect(await readFile(join(folder, 'file'), 'utf8')).toBe('content');
  expect(Object.keys(await snapshot(folder))).toEqual(['file']);
});

describe('files that were damaged are never used', () => {
  const model = 'data/models/demo/svd';
  const damages: [string, (path: string) => Promise<void>][] = [
    ['cut off', async (path) => writeFile(path, (await readFile(path)).subarray(0, -100))],
    ['altered', async (path) => writeFile(path, (await readFile(path)).fill(0xff, 2000, 2100))],
    ['emptied', (path) => writeFile(path, '')],
  ];

  test.each(damages)('a model that is %s is refused, and trained again without --force', async (_, damage) => {
    const folder = await copyOfPrepared();
    await damage(join(folder, model, 'model.safetensors'));
    const failure = { code: 'BAD_FILE', exit: 1, says: /model.safetensors/, advises: /train --model svd/ } as const;
    await expectFailure(folder, ['recommend', '--user', '42', '--model', 'svd'], failure);
    const train = ['train', '--model', 'svd', '--set', 'factors=8', 'epochs=5'];
    expect(await movierecJson(folder, ...train)).not.toHaveProperty('fresh');
    expect(await snapshot(join(folder, model))).toMatchObject(
      await sameFiles(model, ['model.json', 'model.safetensors']),
    );
  });

  test('a description that is none is refused', async () => {
    const folder = await copyOfPrepared();
    await writeFile(join(folder, model, 'model.json'), '{ "format": 1 ');
    const failure = { code: 'BAD_FILE', exit: 1, says: /model.json is not JSON/, advises: /Train/ } as const;
    await expectFailure(folder, ['recommend', '--user', '42', '--model', 'svd'], failure);
  });

  test.each(damages)('a cleaned table that is %s is made anew from the ingested one', async (_, damage) => {
    const folder = await copyOfPrepared();
    const processed = 'data/processed/demo';
    await damage(join(folder, processed, 'ratings.parquet'));
    expect(await movierec(folder, 'recommend', '--user', '42', '--model', 'svd')).toMatchObject({ code: 0 });
    expect(await snapshot(join(folder, processed))).toMatchObject(await sameFiles(processed, ['ratings.parquet']));
  });

  test.each(damages)(
    'an ingested table that is %s is refused, with the command that makes it anew',
    async (_, damage) => {
      const folder = await copyOfPrepared();
      const path = join(folder, 'data/interim/demo/ratings.parquet');
      await damage(path);
      const failure = {
        code: 'BAD_FILE',
        exit: 1,
        says: /ratings.parquet/,
        advises: /ingest --dataset demo --force/,
      } as const;
      await expectFailure(folder, ['clean'], failure);
      expect(await movierec(folder, 'ingest', '--dataset', 'demo', '--force')).toMatchObject({ code: 0 });
      expect((await stat(path)).size).toBe((await stat(join(prepared, 'data/interim/demo/ratings.parquet'))).size);
      expect(await movierec(folder, 'clean')).toMatchObject({ code: 0 });
    },
  );

  async function sameFiles(place: string, names: readonly string[]): Promise<Record<string, string>> {
    const whole = await snapshot(join(prepared, place));
    return Object.fromEntries(names.map((name) => [name, whole[name]]));
  }
});

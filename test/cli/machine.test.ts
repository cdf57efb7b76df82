import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { emptyFolder, prepared } from '../fixtures/cli/workspaces.ts';
import { Run, movierec } from '../fixtures/cli/movierec.ts';

describe('a machine that cannot compute gets a clear answer, from a fit and from a list', () => {
  const commands = [
    ['train', '--model', 'svd', '--force'],
    ['recommend', '--user', '42', '--model', 'svd'],
  ];

  test.each(commands)('without SharedArrayBuffer: %s', async (...args) => {
    const preload = join(await emptyFolder(), 'without.cjs');
    await writeFile(preload, 'delete globalThis.SharedArrayBuffer;');
    const { code, out, err } = await new Run(prepared, args, ['--require', preload]).ended;
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/^UNSUPPORTED: this Node\.js has no SharedArrayBuffer.* Use an unmodified Node\.js/m);
  });

  // The flag takes SSE 4.1 from V8, as on a processor that has none; other processors have no such flag.
  test.runIf(process.arch === 'x64')('without SIMD', async () => {
    for (const args of commands) {
      const { code, out, err } = await new Run(prepared, args, ['--no-enable-sse4-1']).ended;
      expect({ code, out }).toEqual({ code: 1, out: '' });
      expect(err).toMatch(/^UNSUPPORTED: this processor.* has no WebAssembly with SIMD.* Use a 64-bit processor/m);
    }
  });

  test.each(['0', '1000', '1.5', 'all'])('%s threads are refused with what is possible', async (threads) => {
    const { code, err } = await movierec(prepared, 'train', '--model', 'svd', '--threads', threads);
    expect(code).toBe(2);
    expect(err).toContain('OPTION_RANGE');
    expect(err).toContain('Give a whole number from 1 to 256.');
  });
});

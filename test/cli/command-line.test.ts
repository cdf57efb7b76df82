import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commands } from '../../src/cli/commands/registry.ts';
import { launcher, movierec } from '../fixtures/cli/movierec.ts';
import { prepared } from '../fixtures/cli/workspaces.ts';

test('called alone it says what there is, on standard output', async () => {
  const { code, out, err } = await movierec(prepared);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  for (const { name } of commands) expect(out).toMatch(new RegExp(`^  ${name} `, 'm'));
  expect(await movierec(prepared, '--help')).toEqual({ code: 0, out, err: '' });
  expect(await movierec(prepared, 'help')).toEqual({ code: 0, out, err: '' });
});

test.each(commands)('$name --help shows its options and an example that begins with its name', async ({ name }) => {
  const { code, out, err } = await movierec(prepared, name, '--help');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(new RegExp(`^Usage: movierec ${name} `));
  expect(out).toMatch(new RegExp(`Examples:\n  movierec ${name}`));
  expect(out).toContain('--workspace <dir>');
});

test('help COMMAND is the same as COMMAND --help', async () => {
  expect(await movierec(prepared, 'help', 'train')).toEqual(await movierec(prepared, 'train', '--help'));
});

test('--version is that of package.json', async () => {
  const { version } = JSON.parse(await readFile(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  expect(await movierec(prepared, '--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
});

test.skipIf(process.platform === 'win32')('a reader that has enough, such as head, is no error', () => {
  // 2,500 films as JSON are more than a pipe holds, so that writing goes on when head has ended.
  const line = `"${process.execPath}" "${launcher}" recommend --user 42 --k 1e9 --json --quiet | head -n 1; echo \${PIPESTATUS[0]}`;
  const { stdout, stderr } = spawnSync('bash', ['-c', line], { cwd: prepared, encoding: 'utf8' });
  expect({ stdout, stderr }).toEqual({ stdout: '{\n0\n', stderr: '' });
});

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

test('a process that is killed amid its writing has lost nothing that was acknowledged, three times', () => {
  const loader = pathToFileURL(join(root, 'test', 'fixtures', 'threads', 'register.js')).href;
  const script = join(root, 'bench', 'serve', 'kill-store.js');
  const line = ['--import', loader, script, '--from', 'src', '--times', '3'];
  const { status, stdout, stderr } = spawnSync(process.execPath, line, { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/3 kills: [1-9][\d,]* ratings acknowledged, 0 lost, 0 times damaged\.\n$/);
  expect(status).toBe(0);
});

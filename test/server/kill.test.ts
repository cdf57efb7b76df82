import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

test('a service that is killed while people rate has every rating that it acknowledged, twice', () => {
  const loader = pathToFileURL(join(root, 'test', 'fixtures', 'threads', 'register.js')).href;
  const program = join(root, 'test', 'fixtures', 'cli', 'from-source.js');
  const line = ['--import', loader, join(root, 'bench', 'serve', 'kill.js'), '--times', '2', '--program', program];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...line, '--seed', '3'], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/2 kills: [1-9][\d,]* ratings and takings-back acknowledged, 0 lost, .* 0 times damaged;/);
  expect(status).toBe(0);
});

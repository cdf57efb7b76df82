import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { image } from './fixtures/synthesize.ts';

const root = join(import.meta.dirname, '..');
const home = mkdtempSync(join(tmpdir(), 'movierec-cdk-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const cdk = join(root, 'node_modules/aws-cdk/bin/cdk');
const bare = {
  HOME: home,
  // tsx and node, nothing else of whoever runs this: no credentials, no settings.
  PATH: [join(root, 'node_modules/.bin'), dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
};
/** A machine without a network, where that can be had. */
const unplugged = spawnSync('unshare', ['--map-root-user', '--net', 'true']).status === 0;

async function synth(
  output: string,
  options: readonly string[],
  env: Record<string, string> = {},
  offline = unplugged,
) {
  const command = [process.execPath, cdk, 'synth', '--quiet', '--output', join(home, output), ...options];
  const [program, ...rest] = offline ? ['unshare', '--map-root-user', '--net', ...command] : command;
  return promisify(execFile)(program!, rest, { cwd: root, env: { ...bare, ...env } });
}

/** What the report of a run complains of. */
const complaints = (output: string): string[] =>
  (
    JSON.parse(readFileSync(join(home, output, 'validation-report.json'), 'utf8')) as {
      pluginReports: { pluginName: string; conclusion: string; violations: { ruleName: string }[] }[];
    }
  ).pluginReports.flatMap(({ violations }) => violations.map(({ ruleName }) => ruleName));

describe('cdk synth', () => {
  test('runs without a network, credentials or a home, and CloudFormation’s rules and cdk-nag’s find nothing', async () => {
    await synth('large', ['-c', 'environment=large', '-c', 'store=documentdb', '-c', `image=${image}`]);
    expect(complaints('large')).toEqual([]);
  });

  test('needs no look-up in an account, and no stack comes near the 500 resources that one may have', () => {
    const { missing, artifacts } = JSON.parse(readFileSync(join(home, 'large', 'manifest.json'), 'utf8')) as {
      missing?: unknown[];
      artifacts: object;
    };
    expect(missing ?? []).toEqual([]);
    expect(Object.keys(artifacts)).toContain('Observability');
    for (const file of readdirSync(join(home, 'large')).filter((name) => name.endsWith('.template.json'))) {
      const { Resources } = JSON.parse(readFileSync(join(home, 'large', file), 'utf8')) as { Resources: object };
      expect(Object.keys(Resources).length, file).toBeLessThan(150);
    }
  });

  test('asks nobody anything where there is a network', async () => {
    const asked: string[] = [];
    const proxy = createServer((socket) => {
      socket.once('data', (data) => {
        asked.push(String(data).split('\r\n')[0]!);
        socket.destroy();
      });
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const address = `http://127.0.0.1:${(proxy.address() as { port: number }).port}`;
    const proxies = { HTTPS_PROXY: address, HTTP_PROXY: address, https_proxy: address, http_proxy: address };
    try {
      await synth('small', ['-c', `image=${image}`], proxies, false);
    } finally {
      proxy.close();
    }
    expect(asked).toEqual([]);
    expect(complaints('small')).toEqual([]);
  });

  test('without an image makes the network, the storage and the database alone, and says so', async () => {
    const { stderr } = await synth('first', []);
    const stacks = readdirSync(join(home, 'first')).filter((name) => name.endsWith('.template.json'));
    expect(stacks).toEqual(['Database.template.json', 'Network.template.json', 'Storage.template.json']);
    expect(stderr).toContain('once an image is in the registry');
  });

  test('with a wrong setting ends with one sentence', async () => {
    await expect(synth('wrong', ['-c', 'store=sqlite'])).rejects.toMatchObject({
      stderr: expect.stringContaining(
        'The settings of "small" cannot be used: store must be mysql or documentdb. Change cdk.json, or give -c NAME=VALUE.',
      ),
    });
  });
});

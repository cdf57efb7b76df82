import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, inject, it } from 'vitest';

const image = inject('image');
const megabyte = 1e6;
const text = (path: string): string => readFileSync(join(image.root, path), 'utf8');

it('the image runs as a number that is not root, says what it is, and knows how to tell whether it is well', () => {
  const { User, Entrypoint, Cmd, WorkingDir, ExposedPorts, Labels, Healthcheck } = image.config;
  expect(User).toMatch(/^[1-9]\d{3,}:[1-9]\d{3,}$/);
  expect([...Entrypoint, ...Cmd]).toEqual(['movierec', 'serve', '--host', '0.0.0.0']);
  expect({ WorkingDir, ExposedPorts }).toEqual({ WorkingDir: '/data', ExposedPorts: { '8080/tcp': {} } });
  expect(Healthcheck.Test.slice(0, 2)).toEqual(['CMD', 'node']);
  const { version, license } = JSON.parse(text('opt/movierec/package.json')) as { version: string; license: string };
  expect(Labels).toMatchObject({
    'org.opencontainers.image.title': 'movierec',
    'org.opencontainers.image.version': version,
    'org.opencontainers.image.licenses': license,
  });
});

it('what it copies sums up to at most 350 MB', () => {
  const copied = sizeOf(join(image.root, 'opt')) + sizeOf(join(image.root, 'usr', 'local'));
  // Less than what runs at all would mean that the sum is wrong.
  expect(copied).toBeGreaterThan(200 * megabyte);
  expect(copied).toBeLessThanOrEqual(350 * megabyte);
});

it('nothing can be changed by who runs it but the workspace, and no program that gives rights is added', () => {
  const [user] = image.config.User.split(':');
  const open = ['(', '-perm', '-o+w', '-o', '-user', user, '-o', '-group', user, ')', '!', '-type', 'l'];
  const usual = ['data', 'run/lock', 'tmp', 'var/tmp'];
  expect(found(image.root, ...open).filter((path) => !usual.includes(path))).toEqual([]);
  const powers = ['-type', 'f', '-perm', '/6000'];
  expect(found(image.root, ...powers)).toEqual(found(image.base, ...powers));
});

it('the list of its parts names every package that is there, and no other', () => {
  const listed = JSON.parse(text('opt/movierec/sbom.cdx.json')) as Sbom;
  const modules = join(image.root, 'opt/movierec/node_modules');
  const there = found(modules, '-name', 'package.json').flatMap((path) => {
    // A package's own file, not one that says how a folder of it is to be read; by the name that it is installed as.
    const name = /(?:^|\/node_modules\/)((?:@[^/]+\/)?[^/@][^/]*)\/package\.json$/.exec(path)?.[1];
    const { version } = JSON.parse(readFileSync(join(modules, path), 'utf8')) as { version?: string };
    return name && version ? [`${name}@${version}`] : [];
  });
  expect(there.length).toBeGreaterThan(100);
  expect(
    distinct(listed.components.map(({ group, name, version }) => `${group ? `${group}/` : ''}${name}@${version}`)),
  ).toEqual(distinct(there));
});

it('of what was lent to the build nothing is left, and no settings, keys or history are in it', () => {
  const search = spawnSync('grep', [
    '--recursive',
    '--files-with-matches',
    '--text',
    '--fixed-strings',
    image.secret,
    image.root,
  ]);
  expect({ status: search.status, found: search.stdout.toString() }).toEqual({ status: 1, found: '' });
  const telling = ['.npmrc', '.env', '.git', '*.pem', '*.key', 'id_rsa', 'store.db'];
  const there = found(
    image.root,
    '(',
    ...telling.flatMap((name, at) => [...(at > 0 ? ['-o'] : []), '-name', name]),
    ')',
  );
  // Whom Amazon's databases are signed by: no secret, but it has to be that and nothing else.
  const authorities = there.filter((path) => path.endsWith('/certificates/amazon-rds.pem'));
  expect(there).toEqual(authorities);
  for (const path of authorities) expect(readFileSync(join(image.root, path), 'utf8')).not.toContain('PRIVATE KEY');
});

it('no base and no step goes by a moving name', () => {
  const dockerfile = readFileSync(join(import.meta.dirname, '../../../deploy/docker/Dockerfile'), 'utf8');
  const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
  expect(bases).toEqual(['${NODE_IMAGE}', '${DEBIAN_IMAGE}']);
  expect(dockerfile).not.toMatch(/:latest|apt-get|^ADD/m);
});

interface Sbom {
  readonly components: readonly { readonly group?: string; readonly name: string; readonly version: string }[];
}

/** In bytes, of its files. */
function sizeOf(folder: string): number {
  const { stdout } = spawnSync('find', [folder, '-type', 'f', '-printf', '%s\n'], { encoding: 'utf8', maxBuffer: 1e9 });
  return stdout.split('\n').reduce((sum, size) => sum + Number(size), 0);
}

/** The paths below a folder that find's words hold for, in order. */
function found(folder: string, ...words: readonly string[]): string[] {
  const { stdout, stderr } = spawnSync('find', [folder, '-xdev', ...words], { encoding: 'utf8', maxBuffer: 1e9 });
  if (stderr) throw new Error(stderr);
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((path) => relative(folder, path))
    .sort();
}

const distinct = (names: readonly string[]): string[] => [...new Set(names)].sort();

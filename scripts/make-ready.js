/** Installs and builds what is missing or stale, and nothing else; silent and quick when nothing is. */
import './check-node.js';
import { spawnSync } from 'node:child_process';
import { lstatSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

if (!isLink('node_modules') && modified('node_modules/.package-lock.json') < modified('package-lock.json')) {
  console.error('Installing what movierec depends on (up to a minute) …');
  // What npm says is of interest only when it fails. NODE_ENV=production must not leave the compiler out.
  npm('ci', '--include=dev', '--no-audit', '--no-fund');
}
if (modified('dist/.built') < newestSource()) {
  console.error('Building movierec (about ten seconds) …');
  const { status } = spawnSync(process.execPath, ['scripts/build.js'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(1);
}

/** When a file or folder was last changed, in milliseconds; never, if it is not there. */
function modified(path) {
  return statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? -Infinity;
}

/** Packages that several checkouts share are for whoever shares them: npm would empty the folder for all. */
function isLink(path) {
  return lstatSync(join(root, path), { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** Folders count too: theirs is the time at which a file in them was added or removed. */
function newestSource() {
  const settings = readdirSync(root).filter((name) => /^((package|tsconfig.*)\.json|vite\.config\.ts)$/.test(name));
  const sources = readdirSync(join(root, 'src'), { recursive: true }).map((name) => join('src', name));
  return Math.max(...['src', ...settings, ...sources].map(modified));
}

function npm(...command) {
  // The npm that runs this script, if one does: the one in the path may be another, or none.
  const own = process.env.npm_execpath;
  const [program, first] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []];
  const { status, error, stdout, stderr } = spawnSync(program, [...first, ...command], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: Infinity,
    shell: program === 'npm' && process.platform === 'win32',
  });
  if (status === 0) return;
  console.error(`${stdout ?? ''}${stderr ?? ''}`);
  console.error(`npm ${command.join(' ')} failed${error ? ` (${error.message})` : ''}; its messages are above.`);
  process.exit(1);
}

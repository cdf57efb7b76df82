/**
 * Executes a notebook without a browser, by Jupyter's own runner, and gives it as it should be saved: with outputs, without
 * what is different every time.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const here = import.meta.dirname;
const runner = join(here, '.venv', 'bin', 'jupyter-execute');

/** The file names of all notebooks, in their order. */
export const notebooks = (await readdir(here)).filter((name) => name.endsWith('.ipynb')).sort();

/** A notebook as it is saved. */
export const read = async (name) => JSON.parse(await readFile(join(here, name), 'utf8'));

/** Runs all cells from the top; fails with the cell and the error where one has an error. */
export async function execute(name) {
  for (const [path, how] of [
    [runner, 'notebooks/set-up.sh'],
    [join(here, 'node_modules', '.bin', 'deno'), 'notebooks/set-up.sh'],
    [join(here, '..', 'dist', 'index.js'), 'npm run build'],
  ]) {
    if (!existsSync(path)) throw new Error(`${path} is not there. Run: ${how}`);
  }
  const folder = await mkdtemp(join(tmpdir(), 'movierec-notebook-'));
  try {
    const output = join(folder, name);
    const options = ['--timeout=300', '--startup_timeout=120', `--output=${output}`];
    const cache = join(here, 'node_modules', '.cache', 'deno');
    await promisify(execFile)(runner, [...options, name], {
      cwd: here,
      // Where the kernel is found, and where it may write.
      env: { ...process.env, JUPYTER_PATH: here, IPYTHONDIR: folder, JUPYTER_RUNTIME_DIR: folder, DENO_DIR: cache },
      maxBuffer: 1 << 26,
    });
    return settled(JSON.parse(await readFile(output, 'utf8')));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Without the times of running; nothing else depends on when and where. */
const settled = (notebook) => ({
  ...notebook,
  cells: notebook.cells.map((cell) => ({ ...cell, metadata: {} })),
});

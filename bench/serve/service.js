/** Services to be tried: data sets, models of them, and a process that serves them. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../../bin/movierec.js', import.meta.url));
const dataset = 'like-ml-1m';
export const operatorKey = randomBytes(24).toString('base64url');

/** Generates 1,000,209 ratings of 3,706 films by 6,040 people and trains the models, unless they are there. */
export async function prepare(workspace, models) {
  const raw = join(workspace, 'raw');
  const movierec = (...args) => run([built, ...args, '--workspace', workspace, '--dataset', dataset, '--quiet']);
  if (!existsSync(join(workspace, 'data', 'interim', dataset))) {
    await run([built, 'generate', '--like', 'ml-1m', '--out', raw, '--quiet']);
    await movierec('ingest', '--from', raw);
  }
  for (const model of models) await movierec('train', '--model', model, '--full');
}

/** The built-in set and one small model. */
export async function prepareSmall(workspace, model, program = built) {
  for (const args of [['ingest'], ['train', '--model', model, '--full']]) {
    await run([...process.execArgv, program, ...args, '--workspace', workspace, '--quiet']);
  }
}

async function run(args) {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`${args.slice(1, 4).join(' ')} … ended with ${code}.`);
}

/**
 * Starts `movierec serve`, without limits of how often one address may ask, and waits until it is ready. Its address, its
 * process, and how long that took in seconds, from the start of the process. Its store is a new one where none is named.
 */
export async function start(workspace, model, { data = dataset, store, program = built } = {}) {
  const port = String(await freePort());
  const kept = store ?? `sqlite:${join(workspace, `bench-${process.pid}-${port}.db`)}`;
  const began = performance.now();
  const where = ['--workspace', workspace, '--dataset', data, '--port', port, '--store', kept];
  const args = [...process.execArgv, program, 'serve', '--model', model, '--rate-limit', '0', ...where, '--quiet'];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, MOVIEREC_OPERATOR_KEY: operatorKey },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve(signal ?? code)));
  const address = `http://127.0.0.1:${port}`;
  while (!(await isReady(address))) {
    if (child.exitCode !== null) throw new Error(`the service ended with ${child.exitCode}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const seconds = (performance.now() - began) / 1000;
  const stop = () => (child.kill('SIGINT'), ended);
  /** As the power goes: without a word. Tells what it ended by. */
  const kill = () => (child.kill('SIGKILL'), ended);
  return { address, pid: child.pid, seconds, stop, kill };
}

const isReady = (address) =>
  fetch(`${address}/ready`).then(
    (answer) => answer.ok,
    () => false,
  );

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/**
 * Makes bench/peers/.venv, where the peers are installed, unless it is up to date.
 * Run: node bench/peers/make-venv.js [--lenskit]
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const venv = join(here, '.venv');
const python = join(venv, 'bin', 'python');

/** Compiled for the very machine, as the fastest builds of the peers are. LIBMF asks for its AVX code by a flag. */
const flags = process.arch === 'x64' ? '-O3 -march=native -fopenmp -DUSEOMP -DUSEAVX' : '-O3 -fopenmp -DUSEOMP';
const compiler = { CFLAGS: flags, CXXFLAGS: flags, LDFLAGS: '-fopenmp' };
const compiled = ['scikit-surprise', 'implicit', 'cmfrec', 'libmf'];

/**
 * Makes the environment, or finds it made: the digest of the requirements and flags stands in a stamp. What cannot be
 * compiled is installed as its authors built it; what cannot be installed at all is told and left out.
 *
 * @param {{ lenskit?: boolean, log?: (line: string) => void }} [options] LensKit is several gigabytes, so only if asked
 * @returns {{ reason?: string }} why there are no peers, where there are none
 */
export function makeVenv({ lenskit = false, log = console.error } = {}) {
  try {
    if (!existsSync(python)) run(process.env.PYTHON ?? 'python3', ['-m', 'venv', venv]);
    install('requirements.txt', log);
    if (lenskit) install('requirements-lenskit.txt', log);
    return {};
  } catch (error) {
    return { reason: lastWords(error) };
  }
}

function install(file, log) {
  const path = join(here, file);
  const text = readFileSync(path, 'utf8');
  const stamp = join(venv, `${file}.sha256`);
  const digest = createHash('sha256').update(text).update(flags).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return;

  const required = text.split('\n').filter((line) => /^[a-z]/.test(line));
  const peers = required.filter((line) => compiled.includes(nameOf(line)));
  const others = required.filter((line) => !peers.includes(line));
  log(`Installing ${required.join(', ')}: this takes minutes.`);
  pip(others);
  for (const peer of peers) {
    try {
      // Without pip's cache, which would give what was once compiled with other flags.
      pip(['--no-cache-dir', '--no-binary', nameOf(peer), peer], compiler);
    } catch (error) {
      log(`${peer} cannot be compiled: ${lastWords(error)}`);
      installBuilt(peer, log);
    }
  }
  writeFileSync(stamp, digest);
}

function installBuilt(peer, log) {
  try {
    pip([peer]);
  } catch (error) {
    log(`${peer} is left out: ${lastWords(error)}`);
  }
}

const nameOf = (requirement) => requirement.split('==')[0];

/** The shared versions hold for all that is installed, so that one peer does not change another's. */
function pip(values, environment) {
  const constraints = ['--constraint', join(here, 'requirements.txt')];
  run(
    python,
    ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...constraints, ...values],
    environment,
  );
}

function run(program, values, environment = {}) {
  execFileSync(program, values, { env: { ...process.env, ...environment }, stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Why a program failed, in one line: the first error it told of, else its last line, else the system's reason. */
function lastWords(error) {
  if (error.code === 'ENOENT') return `there is no ${error.path}`;
  const said = String(error.stderr ?? '');
  // Pip goes on from here to errors that hide the cause.
  if (said.includes('after connection broken by')) return 'the Python package index cannot be reached';
  const lines = said.split('\n').filter((line) => line.trim());
  return (lines.find((line) => line.startsWith('ERROR:')) ?? lines.at(-1) ?? error.message).trim();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { reason } = makeVenv({ lenskit: process.argv.includes('--lenskit') });
  console.log(reason ? `peers skipped: ${reason}` : `The peers are installed in ${venv}.`);
  if (reason) process.exitCode = 1;
}

/** A peer in a Python process of its own, which keeps the ratings and answers jobs (serve.py). */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const python = join(here, '.venv', 'bin', 'python');

/**
 * Starts a peer and waits until it has read the ratings.
 *
 * @param {'surprise' | 'implicit' | 'lenskit' | 'cmfrec' | 'libmf' | 'lightfm' | 'myfm' | 'numpy' | 'scipy' | 'sklearn'} name
 * @param {{ train?: string, test?: string, threads?: number }} [options] files of triplets (triplets.py); how many
 *   threads the peer may use, fixed for its life, since pools of threads are made once
 * @returns {Promise<{ peer?: Peer, reason?: string }>} the peer, or why there is none
 *
 * @typedef {object} Peer
 * @property {string} version of the package
 * @property {(job: string, settings?: object) => Promise<{ seconds: number, peakMemory: number, rmse?: number }>} run
 *   runs a job once, one at a time, and rejects where it fails; <name>_peer.py tells which jobs there are
 * @property {() => void} close ends the process
 */
export async function openPeer(name, { train, test, threads = 2 } = {}) {
  if (!existsSync(python)) return { reason: 'not installed; run: node bench/peers/make-venv.js' };
  const child = spawn(python, [join(here, `${name}_peer.py`), JSON.stringify({ train, test, threads })], {
    env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
  });
  // Said by the answers' end too, and by then with a reason.
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  let lastLine = 'it gave no reason';
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (line.trim()) lastLine = line.trim();
  });
  const closed = new Promise((resolve) => child.on('close', resolve));
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();

  async function answer() {
    const { value, done } = await answers.next();
    if (!done) return JSON.parse(value);
    await closed;
    return { error: `${name} ended: ${lastLine}` };
  }

  const { error: reason, version } = await answer();
  if (reason) return { reason };
  const peer = {
    version,
    async run(job, settings = {}) {
      child.stdin.write(`${JSON.stringify({ ...settings, job })}\n`);
      const { error, ...measured } = await answer();
      if (error) throw new Error(`${name}, job ${job}: ${error}`);
      return measured;
    },
    close: () => child.stdin.end(),
  };
  return { peer };
}

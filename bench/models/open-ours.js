/** Starts a process of ours (ours.js), to be asked like a peer (../peers/peer.js). */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('ours.js', import.meta.url));

/** @param {{ train: string, test: string, threads: number }} options */
export async function openOurs(options) {
  const child = spawn(process.execPath, [script, JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await answers.next();
    if (done) throw new Error('the process ended');
    return JSON.parse(value);
  };
  const { version } = await answer();
  return {
    version,
    async run(job, settings = {}) {
      child.stdin.write(`${JSON.stringify({ ...settings, job })}\n`);
      const { error, ...measured } = await answer();
      if (error) throw new Error(`movierec, job ${job}: ${error}`);
      return measured;
    },
    close: () => child.stdin.end(),
  };
}

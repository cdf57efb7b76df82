/**
 * How long `generate` takes and how much memory, which must not grow with the ratings. Run after the build:
 * node bench/generate.js [ratings…]
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

async function measure(ratings) {
  const { createContext } = await import('../dist/context.js');
  const { generate } = await import('../dist/stages/generate.js');
  const folder = mkdtempSync(join(tmpdir(), 'movierec-bench-'));
  try {
    const { seconds, simulated } = await generate({ folder, ratings }, createContext());
    const rate = (ratings / seconds / 1e6).toFixed(2);
    const peak = Math.round(process.resourceUsage().maxRSS / 1024);
    console.log(
      `${ratings.toLocaleString('en')} ratings, ${simulated.users.toLocaleString('en')} people, ` +
        `${simulated.filmCount.toLocaleString('en')} films: ${seconds.toFixed(1)} s, ${rate} M/s, peak ${peak} MB`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [task, ...values] = process.argv.slice(2);
if (task === 'measure') await measure(Number(values[0]));
else {
  // In a process of its own each, so that memory is that of this work alone.
  for (const ratings of task === undefined ? ['1e5', '1e6', '25e6'] : [task, ...values]) {
    execFileSync(process.execPath, [fileURLToPath(import.meta.url), 'measure', ratings], { stdio: 'inherit' });
  }
}

/**
 * How long people wait for each command: the built program in a process of its own, three times, from an empty
 * workspace. Run: node bench/commands.js [folder of ratings]; without one it takes a generated set like ML-100K.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const rounds = 3;
const program = fileURLToPath(new URL('../bin/movierec.js', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'movierec-bench-'));

function movierec(workspace, ...args) {
  const started = performance.now();
  execFileSync(process.execPath, [program, '--workspace', workspace, '--quiet', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return (performance.now() - started) / 1000;
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

try {
  const given = process.argv[2] && resolve(process.argv[2]);
  const from = given ?? join(scratch, 'like-ml-100k');
  if (!given) movierec(scratch, 'generate', '--like', 'ml-100k', '--out', from);
  const steps = [
    ['ingest', '--from', from],
    ['clean'],
    ['train', '--model', 'svd'],
    ['eval', '--k', '10'],
    ['recommend', '--user', '42'],
  ];
  const times = Array.from({ length: rounds }, (_, round) => {
    const workspace = join(scratch, `round-${round}`);
    return steps.map((step) => movierec(workspace, ...step));
  });
  for (const [at, step] of steps.entries()) {
    console.log(`${step[0].padEnd(12)} ${median(times.map((round) => round[at])).toFixed(2)} s`);
  }
  console.log(`in all       ${median(times.map((round) => round.reduce((a, b) => a + b))).toFixed(2)} s`);
  const help = Array.from({ length: 9 }, () => movierec(scratch, '--help'));
  console.log(`--help       ${median(help).toFixed(3)} s (median of ${help.length}; the others of ${rounds})`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

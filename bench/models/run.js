/**
 * Times movierec and its peers in turn on the same ratings and threads, and prints a table: medians of five runs, the
 * first not counted. Run after the build:
 * node bench/models/run.js [--write] [--only WORDS] [--threads N] [--like ml-20m] [--rounds N]
 * `--write` puts the table into bench/RESULTS.md, for another set than ml-1m into one with its name. Without peers/.venv
 * the peers' columns stay empty.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { openPeer } from '../peers/peer.js';
import { comparisons } from './comparisons.js';
import { benchData } from './data.js';
import { openOurs } from './open-ours.js';

const { values: options } = parseArgs({
  options: {
    write: { type: 'boolean' },
    only: { type: 'string', default: '' },
    threads: { type: 'string', default: '2' },
    like: { type: 'string', default: 'ml-1m' },
    rounds: { type: 'string', default: '5' },
  },
});
const threads = Number(options.threads);
const results = new URL(options.like === 'ml-1m' ? '../RESULTS.md' : `../RESULTS-${options.like}.md`, import.meta.url);
const header = [
  ...['job', 'seconds', 'M ratings/s', 'GFLOP/s', 'peak MB', 'RMSE'],
  ...['peer', 'its seconds', 'its RMSE', 'ratio', 'to reach'],
];

const files = await benchData({ like: options.like });
const [users, items, ratingsCount] = new Int32Array(readFileSync(files.train).buffer, 0, 3);
const versions = new Map();
const rows = [];
for (const comparison of comparisons.filter(({ name }) => name.includes(options.only))) {
  rows.push(await compare(comparison));
  console.log(rows.at(-1).join(' | '));
}
const table = [header, header.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
console.log(`\n${table}`);
if (options.write) writeFileSync(results, page(table));

async function compare({
  name,
  ours,
  peer: theirs,
  peerTimes = 1,
  sweeps,
  rounds = Number(options.rounds),
  reach,
  most,
  ratings,
  flops,
}) {
  const own = await openOurs({ ...files, threads });
  const { peer, reason } = theirs ? await openPeer(theirs[0], { ...files, threads }) : {};
  if (reason) console.log(`${theirs[0]} skipped: ${reason}`);
  if (peer) versions.set(theirs[0], peer.version);
  try {
    const [mine, its] = [[], []];
    for (let round = rounds > 1 ? -1 : 0; round < rounds; round++) {
      const measured = await runOurs(own, ours, sweeps);
      const answer = peer && (await peer.run(...theirs.slice(1)));
      if (round < 0) continue;
      mine.push(measured);
      if (answer) its.push({ ...answer, seconds: (answer.sweepSeconds ?? answer.seconds) * peerTimes });
    }
    const seconds = median(mine.map((run) => run.seconds));
    const other = its.length > 0 ? median(its.map((run) => run.seconds)) : undefined;
    return [
      name,
      format(seconds),
      ratings ? ((ratings * ratingsCount) / seconds / 1e6).toFixed(1) : '',
      flops ? (flops({ users, items, ratings: ratingsCount }) / seconds / 1e9).toFixed(1) : '',
      String(Math.round(Math.max(...mine.map((run) => run.peakMemory)) / 2 ** 20)),
      mine[0].rmse?.toFixed(4) ?? '',
      theirs?.[0] ?? '',
      other === undefined ? '' : format(other),
      its[0]?.rmse?.toFixed(4) ?? '',
      other === undefined ? '' : `${(other / seconds).toPrecision(3)} ×`,
      reach ? `${reach} ×` : most ? `≤ ${most} s` : '',
    ];
  } finally {
    own.close();
    peer?.close();
  }
}

/** One run; of sweeps the time of one, as the difference of a fit with that many more of them. */
async function runOurs(own, [job, settings], sweeps) {
  if (!sweeps) return own.run(job, settings);
  const short = await own.run(job, { ...settings, epochs: 1 });
  const long = await own.run(job, { ...settings, epochs: 1 + sweeps });
  return { ...long, seconds: (long.seconds - short.seconds) / sweeps };
}

function page(text) {
  const peers = [...versions].map(([name, version]) => `${name} ${version}`).join(', ');
  return `# Results

\`npm run bench -- --write\`, the part on models (bench/models/run.js): ${cpus().length} cores (${cpus()[0].model.trim()}),
Node ${process.versions.node}, ${threads} threads, ${new Date().toISOString().slice(0, 10)}. Peers: ${peers || 'none'}.
${ratingsCount.toLocaleString('en')} training ratings of \`movierec generate --like ${options.like}\`, which are simulated: an RMSE here
compares with its neighbor, not with published ones. Both sides in turn, medians of ${options.rounds} runs after one that is not
counted (of one run where it takes minutes); the ratio is the peer's time by ours. Where other work
shares the machine, ratios differ by a fifth and more from run to run.

${text}
`;
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
}

function format(seconds) {
  return seconds < 10 ? seconds.toPrecision(3) : seconds.toFixed(1);
}

/**
 * How long `eda` takes, how much memory, and how large what they write is: simulated ratings, ingested and
 * cleaned beforehand. Run: node bench/eda.js [million ratings …], 25 without
 * Everything happens in a temporary folder; the built program runs in a process of its own, three times each.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const rounds = 3;
const program = fileURLToPath(new URL('../bin/movierec.js', import.meta.url));

async function measure(folder) {
  const { createContext } = await import('../dist/context.js');
  const { eda } = await import('../dist/stages/eda.js');
  const { Workspace } = await import('../dist/artifacts/workspace.js');
  const started = performance.now();
  const { charts, seconds } = await eda({ workspace: new Workspace(folder), force: true }, createContext());
  const all = (performance.now() - started) / 1000;
  const of = (part) => charts.reduce((sum, chart) => sum + chart.seconds[part], 0);
  const timed = { all, tables: seconds, counting: of('counting'), drawing: of('drawing') };
  console.log(JSON.stringify({ ...timed, peak: process.resourceUsage().maxRSS / 1024, charts }));
}

function bench(millions) {
  const folder = mkdtempSync(join(tmpdir(), 'movierec-bench-'));
  const movierec = (...args) => {
    const { status, stderr } = spawnSync(process.execPath, [program, ...args], { cwd: folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  };
  try {
    movierec('generate', '--ratings', `${millions}e6`);
    movierec('ingest', '--from', join('data', 'raw', 'generated'));
    movierec('clean');
    const measured = () => execFileSync(process.execPath, [fileURLToPath(import.meta.url), 'measure', folder]);
    const runs = Array.from({ length: rounds }, () => JSON.parse(measured()));
    const { all, tables, counting, drawing, peak, charts } = runs.sort((a, b) => a.all - b.all)[rounds >> 1];
    const reports = join(folder, 'reports', 'generated', 'eda');
    const bytes = readdirSync(reports).map((name) => statSync(join(reports, name)).size);
    console.log(`${millions} M ratings (median of ${rounds}): ${all.toFixed(1)} s, peak ${peak.toFixed(0)} MB
  tables ${tables.toFixed(2)} s, counting ${counting.toFixed(2)} s, drawing ${drawing.toFixed(2)} s
  ${bytes.length} files, ${(bytes.reduce((sum, one) => sum + one, 0) / 1e6).toFixed(1)} MB; index.html ${(statSync(join(reports, 'index.html')).size / 1e6).toFixed(1)} MB`);
    console.table(
      charts.map(({ name, bytes: spec, seconds }) => ({
        name,
        'spec, kB': Math.round(spec / 1000),
        'counting, s': Number(seconds.counting.toFixed(3)),
        'drawing, s': Number(seconds.drawing.toFixed(3)),
      })),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [task, ...values] = process.argv.slice(2);
if (task === 'measure') await measure(values[0]);
else for (const millions of task === undefined ? [25] : [task, ...values].map(Number)) bench(millions);

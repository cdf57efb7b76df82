/**
 * How long `publish` takes to write everyone's lists of 100 films, of a simulated set the size of MovieLens 1M (6,040
 * people, 604,000 places) by ials: to MariaDB and to FerretDB on this machine, or to the addresses given.
 * Run after npm run build: node bench/databases/publish.js [ADDRESS…]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { register } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const rounds = 3;
const seconds = (from) => (performance.now() - from) / 1000;

const { createContext } = await import('../../dist/context.js');
const { Workspace } = await import('../../dist/artifacts/workspace.js');
const { generate } = await import('../../dist/stages/generate.js');
const { ingest } = await import('../../dist/stages/ingest.js');
const { train } = await import('../../dist/stages/train.js');
const { recommendAll } = await import('../../dist/stages/recommend-all.js');
const { publish } = await import('../../dist/stages/publish.js');

/** The servers that the tests use, each with a database of its own. */
async function start() {
  register('../../test/fixtures/threads/typescript-loader.js', import.meta.url);
  const { startMariadb } = await import('../../test/fixtures/servers/mariadb.ts');
  const { startFerretdb } = await import('../../test/fixtures/servers/ferretdb.ts');
  const servers = [await startMariadb({ flush: true }), await startFerretdb()];
  const addresses = await Promise.all(servers.map((server) => server.freshDatabase()));
  return { addresses, stop: () => Promise.all(servers.map((server) => server.stop())) };
}

const folder = mkdtempSync(join(tmpdir(), 'movierec-bench-'));
const given = process.argv.slice(2);
const { addresses, stop } = given.length > 0 ? { addresses: given, stop: async () => undefined } : await start();
try {
  const context = createContext();
  const workspace = new Workspace(folder);
  await generate({ like: 'ml-1m', folder: join(folder, 'raw') }, context);
  await ingest({ workspace, from: join(folder, 'raw'), dataset: 'simulated' }, context);
  await train({ workspace, model: 'ials' }, context);
  const started = performance.now();
  const lists = await recommendAll({ workspace, model: 'ials', k: 100 }, context);
  console.log(`lists of ${lists.people} people, ${lists.rows} rows, to Parquet: ${seconds(started).toFixed(2)} s`);
  for (const to of addresses) {
    for (const what of [['lists'], ['lists', 'similar', 'factors', 'films']]) {
      const runs = [];
      for (let round = 0; round < rounds; round++) {
        // A prefix of its own each time: the same again would not be written.
        const prefix = `bench${what.length}${round}_`;
        runs.push(await publish({ workspace, to, model: 'ials', k: 100, what, prefix }, context));
      }
      const { seconds, counts, rowsPerSecond } = runs.sort((a, b) => a.seconds - b.seconds)[rounds >> 1];
      console.log(
        `${to.split(':')[0]}, ${what.join(' ')}: ${seconds.toFixed(2)} s (median of ${rounds}, ` +
          `${runs[0].seconds.toFixed(2)}–${runs.at(-1).seconds.toFixed(2)}), ${rowsPerSecond} rows/s, ${JSON.stringify(counts)}`,
      );
    }
  }
} finally {
  await stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);

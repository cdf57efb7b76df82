/**
 * Asks a service thousands of proper and improper things by its own /openapi.json, and holds every answer to: no 5xx, as the
 * document says, failures with a code and a hint, nothing of the machine, nobody else changed, still alive. Run after the build:
 * node bench/serve/fuzz.js [--requests 10000] [--seed 1] [--url http://127.0.0.1:8080 [--operator-key KEY]]
 * Without --url it starts a service of the built-in set itself. Ends with 1 on a violation, with the request to reproduce it.
 * The service that is named gets some accounts, guests and ratings of it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { fuzz } from './fuzz/fuzz.js';
import { sequence } from './people.js';
import { operatorKey, prepareSmall, start } from './service.js';

const { values: given } = parseArgs({
  options: {
    requests: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    url: { type: 'string' },
    'operator-key': { type: 'string' },
  },
});

const folder = given.url ? undefined : mkdtempSync(join(tmpdir(), 'movierec-fuzz-'));
let service;
try {
  if (folder) {
    await prepareSmall(folder, 'ease');
    service = await start(folder, 'ease', { data: 'demo' });
  }
  const { rows, violations } = await fuzz({
    address: given.url ?? service.address,
    operatorKey: given.url ? given['operator-key'] : operatorKey,
    requests: Number(given.requests),
    random: sequence(1000 + Number(given.seed)),
    secrets: folder ? [folder, fileURLToPath(new URL('../../', import.meta.url))] : [],
  });
  show(rows);
  for (const { number, problem, as, kind, line } of violations) {
    console.log(`\nRequest ${number} of seed ${given.seed}, as ${as}, improper in: ${kind}\n  ${problem}\n  ${line}`);
  }
  console.log(`\n${violations.length === 0 ? 'No violation' : `${violations.length} violations`}.`);
  process.exitCode = violations.length === 0 ? 0 : 1;
} finally {
  await service?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
}

function show(rows) {
  const line = (name, cells) => console.log(name.padEnd(36) + cells.map((cell) => String(cell).padStart(8)).join(''));
  const cells = ({ sent, statuses: [none, , two, three, four, five] }) => [sent, two, three, four, five, none];
  line('operation', ['sent', '2xx', '3xx', '4xx', '5xx', 'none']);
  for (const row of rows) line(row.operation, cells(row));
  const sum = (of) => rows.reduce((total, row) => total + of(row), 0);
  const statuses = rows[0].statuses.map((_, at) => sum((row) => row.statuses[at]));
  line('all', cells({ sent: sum(({ sent }) => sent), statuses }));
}

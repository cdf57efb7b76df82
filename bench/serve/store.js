/**
 * What a store does in a second: ratings written with so many calls at once, how long a read takes meanwhile, and for
 * how long the thread that calls is kept from its own work. Run after the build:
 * node bench/serve/store.js [--store ADDRESS] [--seconds 3]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { openStore } from '../../dist/store/open-store.js';

const { values } = parseArgs({ options: { store: { type: 'string' }, seconds: { type: 'string', default: '3' } } });
const folder = mkdtempSync(join(tmpdir(), 'movierec-bench-'));
const begun = performance.now();
const store = await openStore(values.store ?? `sqlite:${join(folder, 'store.db')}`, '.');
console.log(`opened in ${Math.round(performance.now() - begun)} ms`);
try {
  const people = Array.from({ length: 128 }, (_, number) => `person ${number}`);
  for (const person of people) await store.addGuest(person, 1);
  await store.addGuest('reader', 1);
  await Promise.all(
    Array.from({ length: 200 }, (_, film) => store.rate('reader', { film: String(film), rating: 3, at: film })),
  );

  console.log('at once   ratings/s   write ms p50   p99   read ms p50   p99   this thread late by ms p99   most');
  for (const atOnce of [0, 1, 16, 128]) await measure(atOnce, people);
} finally {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
}

async function measure(atOnce, people) {
  const end = performance.now() + 1000 * Number(values.seconds);
  const [writes, reads] = [[], []];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const writer = async (number) => {
    for (let film = 0; performance.now() < end; film++) {
      const from = performance.now();
      await store.rate(people[number], { film: String(film % 500), rating: 3, at: film });
      writes.push(performance.now() - from);
    }
  };
  const reader = async () => {
    while (performance.now() < end) {
      const from = performance.now();
      await store.ratingsOf('reader');
      reads.push(performance.now() - from);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  await Promise.all([reader(), ...Array.from({ length: atOnce }, (_, number) => writer(number))]);
  delay.disable();
  const share = (list, part) =>
    list.length === 0 ? '-' : [...list].sort((a, b) => a - b)[Math.floor((list.length - 1) * part)].toFixed(2);
  const cells = [
    [atOnce, 7],
    [Math.round(writes.length / Number(values.seconds)).toLocaleString('en'), 9],
    ...[
      [share(writes, 0.5), 12],
      [share(writes, 0.99), 5],
      [share(reads, 0.5), 11],
      [share(reads, 0.99), 5],
    ],
    // Timers themselves are up to a millisecond late.
    [Math.max(0, delay.percentile(99) / 1e6 - 1).toFixed(1), 25],
    [Math.max(0, delay.max / 1e6 - 1).toFixed(1), 6],
  ];
  console.log(cells.map(([cell, width]) => String(cell).padStart(width)).join('   '));
}

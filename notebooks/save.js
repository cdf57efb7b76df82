/** Executes notebooks and saves them with their outputs. Usage: node save.js [NAME.ipynb …]; without names, all. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execute, notebooks } from './execute.js';

const names = process.argv.slice(2);
for (const name of names.length > 0 ? names : notebooks) {
  const executed = await execute(name);
  writeFileSync(join(import.meta.dirname, name), `${JSON.stringify(executed, null, 1)}\n`);
  console.log(`Saved ${name}`);
}

/** Every benchmark, one after the other; each says what it times. Run: npm run bench [-- options of models/run.js] */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

console.log(`${cpus().length} cores (${cpus()[0].model}), Node ${process.versions.node}`);
for (const name of [
  'commands',
  'ingest',
  'metadata',
  'features',
  'content',
  'eda',
  'generate',
  'evaluation',
  'models/run',
]) {
  console.log(`\n${name}`);
  const options = name === 'models/run' ? process.argv.slice(2) : [];
  execFileSync(process.execPath, [fileURLToPath(new URL(`${name}.js`, import.meta.url)), ...options], {
    stdio: 'inherit',
  });
}

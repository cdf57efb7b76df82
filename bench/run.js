/** Every benchmark, one after the other; each says what it times. Run: npm run bench */
import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

console.log(`${cpus().length} cores (${cpus()[0].model}), Node ${process.versions.node}`);
for (const name of ['commands', 'ingest', 'generate']) {
  console.log(`\n${name}`);
  execFileSync(process.execPath, [fileURLToPath(new URL(`${name}.js`, import.meta.url))], { stdio: 'inherit' });
}

/** Lint beside types and format, since each takes one core for most of a minute; prints what they say, one after the other. */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const program = (...path) => join(root, 'node_modules', ...path);
const checks = [
  [[program('eslint', 'bin', 'eslint.js'), '.', '--max-warnings', '0']],
  [
    [program('typescript', 'bin', 'tsc'), '-p', 'tsconfig.json'],
    [program('typescript', 'bin', 'tsc'), '-p', 'src/web'],
    [program('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'],
  ],
];

const outcomes = await Promise.all(checks.map(inTurn));
for (const { said } of outcomes) process.stderr.write(said);
if (outcomes.some(({ failed }) => failed)) process.exit(1);

/** Several programs one after the other, until one fails. */
async function inTurn(commands) {
  let said = '';
  for (const command of commands) {
    const { code, output } = await run(command);
    said += output;
    if (code !== 0) return { said, failed: true };
  }
  return { said, failed: false };
}

function run(command) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += data));
    child.on('close', (code) => resolve({ code, output }));
  });
}

/**
 * Reads what vitest's JSON reporter wrote in one or more runs, names every test that failed, with the reason, or was
 * skipped, and closes with the line `N passed, N failed` for all of them. Fails when a test failed or was skipped, and
 * when a run had none.
 * Usage: node scripts/count-tests.js RESULTS.json …
 */
import { readFileSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const runs = process.argv.slice(2).map((path) => ({ name: basename(path, '.json'), report: read(path) }));
const files = runs.flatMap(({ report }) => report?.testResults ?? []);
const tests = files.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: file.name })));
// A file that cannot be loaded has no tests to fail; it counts as one that did, and so does a run that came to nothing.
const broken = files.filter((file) => file.status === 'failed' && file.assertionResults.every(passed));
const missing = runs.filter(({ report }) => !report || report.testResults.length === 0);

const failures = tests.filter((test) => test.status === 'failed');
const skipped = tests.filter((test) => test.status !== 'failed' && !passed(test));
const passes = tests.filter(passed).length;
const failed = failures.length + broken.length + missing.length;

for (const { name, report } of missing) {
  console.error(`failed: ${name}: ${report ? 'no test passed' : 'the tests did not run to their end'}; see above.`);
}
for (const test of failures) console.error(`failed: ${inWords(test)}\n${reasonOf(test)}`);
for (const file of broken) console.error(`failed: ${relative('', file.name)} could not run: ${file.message}`);
for (const test of skipped) console.error(`skipped, and none may be: ${inWords(test)}`);

console.log(`${passes} passed, ${failed} failed`);
process.exitCode = passes > 0 && failed === 0 && skipped.length === 0 ? 0 : 1;

function passed(test) {
  return test.status === 'passed';
}

function inWords(test) {
  return `${relative('', test.file)}: ${test.fullName}`;
}

/** The beginning of what it threw: the log of the run itself may be long gone. */
function reasonOf({ failureMessages = [] }) {
  const lines = stripVTControlCharacters(failureMessages.join('\n')).split('\n').slice(0, 30);
  return lines.map((line) => `  ${line}`).join('\n');
}

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

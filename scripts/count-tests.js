/**
 * Reads what vitest's JSON reporter wrote, names every test that failed or was skipped, and closes with the line
 * `N passed, N failed`. Fails when a test failed or was skipped, and when none ran.
 * Usage: node scripts/count-tests.js RESULTS.json
 */
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

const report = read(process.argv[2]);
const files = report?.testResults ?? [];
const tests = files.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: file.name })));
// A file that cannot be loaded has no tests to fail; it counts as one that did.
const broken = files.filter((file) => file.status === 'failed' && file.assertionResults.every(passed));

const failures = tests.filter((test) => test.status === 'failed');
const skipped = tests.filter((test) => test.status !== 'failed' && !passed(test));
const passes = report?.numPassedTests ?? 0;
const failed = (report?.numFailedTests ?? 0) + broken.length;

if (!report) console.error('The tests did not run to their end: see above.');
else if (passes === 0) console.error('No test passed.');
for (const test of failures) console.error(`failed: ${inWords(test)}`);
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

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Reads what vitest's JSON reporter wrote in one or more runs, names every test that failed, with the reason, or was
 * skipped, and closes with the line `N passed, N failed` for all of them. Fails when a test failed or was skipped, and
 * when a run had none: of that it shows the end of the log, which lies beside the results as NAME.log, if at all.
 * Usage: node scripts/count-tests.js RESULTS.json …
 */
import { readFileSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const runs = process.argv.slice(2).map((path) => ({
  name: basename(path, '.json'),
  report: read(path),
  log: path.replace(/json$/, 'log'),
}));
const files = runs.flatMap(({ report }) => report?.testResults ?? []);
const tests = files.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: file.name })));
// A file that cannot be loaded or set up has no tests that fail; it counts as one, and so does a run that came to nothing.
const broken = files.filter((file) => file.status === 'failed' && !file.assertionResults.some(failing));
const missing = runs.filter(({ report }) => !report || report.testResults.length === 0);

const failures = tests.filter(failing);
const skipped = tests.filter((test) => !failing(test) && !passed(test));
const passes = tests.filter(passed).length;
const failed = failures.length + broken.length + missing.length;

for (const { name, report, log } of missing) {
  const what = report ? 'no test ran' : 'the tests did not run to their end';
  console.error(`failed: ${name}: ${what}\n${endOf(log)}`);
}
for (const test of failures) console.error(`failed: ${inWords(test)}\n${beginningOf(test.failureMessages.join('\n'))}`);
for (const file of broken) {
  console.error(`failed: ${relative('', file.name)} could not run\n${beginningOf(file.message)}`);
}
for (const test of skipped) console.error(`skipped, and none may be: ${inWords(test)}`);

console.log(`${passes} passed, ${failed} failed`);
process.exitCode = passes > 0 && failed === 0 && skipped.length === 0 ? 0 : 1;

function passed(test) {
  return test.status === 'passed';
}

function failing(test) {
  return test.status === 'failed';
}

function inWords(test) {
  return `${relative('', test.file)}: ${test.fullName}`;
}

/** Of what was thrown: the log of the run itself may be long gone. */
function beginningOf(text) {
  return indented(linesOf(text).slice(0, 30));
}

/** Of the log of a run that came to nothing: why stands there. */
function endOf(log) {
  try {
    return indented(linesOf(readFileSync(log, 'utf8')).filter(Boolean).slice(-40));
  } catch {
    return '  It left no log.';
  }
}

function linesOf(text) {
  return stripVTControlCharacters(text).split('\n');
}

function indented(lines) {
  return lines.map((line) => `  ${line}`).join('\n');
}

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

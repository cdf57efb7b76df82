import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'count-tests-'));
});
afterEach(() => rm(folder, { recursive: true }));

type Status = 'passed' | 'failed' | 'skipped' | 'todo';

/** A report as vitest writes it, of files with tests of these statuses; a file without tests could not be loaded. */
const reportOf = (files: readonly (readonly Status[])[]): string => {
  const all = files.flat();
  return JSON.stringify({
    numPassedTests: all.filter((status) => status === 'passed').length,
    numFailedTests: all.filter((status) => status === 'failed').length,
    testResults: files.map((statuses, at) => ({
      name: join(process.cwd(), 'test', `${at}.test.ts`),
      status: statuses.length === 0 || statuses.includes('failed') ? 'failed' : 'passed',
      message: '',
      assertionResults: statuses.map((status, index) => ({
        ...{ status, fullName: `claim ${index}` },
        ...(status === 'failed' && { failureMessages: ['Error: \u001B[31mexpected\u001B[39m 1 to be 2'] }),
      })),
    })),
  });
};

const count = async (
  ...reports: string[]
): Promise<{ status: number | null; lastLine: string | undefined; named: string }> => {
  const paths = reports.map((_, at) => join(folder, `run-${at}.json`));
  for (const [at, report] of reports.entries()) await writeFile(paths[at], report);
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/count-tests.js', ...paths], {
    encoding: 'utf8',
  });
  return { status, lastLine: stdout.trimEnd().split('\n').at(-1), named: stderr };
};

test.each<[string, Status[][], string, number, string]>([
  ['all passed', [['passed', 'passed'], ['passed']], '3 passed, 0 failed', 0, ''],
  [
    'one failed',
    [['passed', 'failed']],
    '1 passed, 1 failed',
    1,
    'failed: test/0.test.ts: claim 1\n  Error: expected 1 to be 2\n',
  ],
  [
    'one skipped',
    [['passed', 'skipped']],
    '1 passed, 0 failed',
    1,
    'skipped, and none may be: test/0.test.ts: claim 1',
  ],
  ['one to do', [['passed', 'todo']], '1 passed, 0 failed', 1, 'skipped, and none may be'],
  ['a file that cannot be loaded', [['passed'], []], '1 passed, 1 failed', 1, 'test/1.test.ts could not run'],
  ['no tests at all', [], '0 passed, 1 failed', 1, 'no test ran'],
])('%s', async (_, files, lastLine, status, named) => {
  const counted = await count(reportOf(files));
  expect(counted).toMatchObject({ lastLine, status });
  expect(counted.named).toContain(named);
});

test('a run that never wrote its results fails', async () => {
  expect(await count('')).toMatchObject({ lastLine: '0 passed, 1 failed', status: 1 });
});

test('a file whose tests could not be set up failed, with the reason: its tests are not skipped alone', async () => {
  const report = JSON.parse(reportOf([['passed'], ['skipped', 'skipped']])) as {
    testResults: { status: string; message: string }[];
  };
  Object.assign(report.testResults[1], { status: 'failed', message: 'ENOENT: no such file' });
  const counted = await count(JSON.stringify(report));
  expect(counted).toMatchObject({ lastLine: '1 passed, 1 failed', status: 1 });
  expect(counted.named).toContain('test/1.test.ts could not run\n  ENOENT: no such file');
});

test('of a run that came to nothing the end of its log is shown, which says why', async () => {
  const log = [
    ...Array.from({ length: 100 }, (_, at) => `line ${at}`),
    '\u001B[31mError\u001B[39m: it did not start',
    '',
  ];
  await writeFile(join(folder, 'run-0.log'), log.join('\n'));
  for (const report of ['', reportOf([])]) {
    const { named } = await count(report);
    expect(named).toMatch(/run-0: .*\n {2}line 61\n/);
    expect(named).toContain('  Error: it did not start\n');
  }
});

test('several runs are summed up in one line', async () => {
  const [one, other] = [[['passed', 'passed']], [['passed'], ['failed']]] as Status[][][];
  expect(await count(reportOf(one), reportOf(other))).toMatchObject({ lastLine: '3 passed, 1 failed', status: 1 });
  expect(await count(reportOf(one), reportOf(one))).toMatchObject({ lastLine: '4 passed, 0 failed', status: 0 });
});

test('where one of several runs did not come to its end or had no tests, that is a failure by its name', async () => {
  const passed = reportOf([['passed']]);
  for (const other of ['', reportOf([])]) {
    const counted = await count(passed, other);
    expect(counted).toMatchObject({ lastLine: '1 passed, 1 failed', status: 1 });
    expect(counted.named).toContain('run-1');
  }
});

import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findSpark, type Environment } from '../../src/spark/spark-submit/find-spark.ts';
import { temporaryFolder } from '../fixtures/workspace.ts';

const root = await temporaryFolder();
const program = async (path: string, script: string): Promise<string> => {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
};
const home = join(root, 'spark-3.5.6');
await mkdir(join(home, 'jars'), { recursive: true });
await writeFile(join(home, 'jars', 'spark-core_2.12-3.5.6.jar'), '');
await program(join(home, 'bin', 'spark-submit'), 'exit 0');
const whole = await program(join(root, 'whole', 'python'), `echo '{"pyspark": "${home}"}'`);
const bare = await program(join(root, 'bare', 'python'), `echo '{"pyspark": null}'`);
await program(join(root, 'java17', 'bin', 'java'), `echo 'openjdk version "17.0.1"' >&2`);
const JAVA_HOME = join(root, 'java17');
const found = { home, version: '3.5.6' };

test('Spark is found by SPARK_HOME, by the search path and as the package of a Python', async () => {
  const PATH = '/usr/bin:/bin';
  expect(await findSpark({ PATH, JAVA_HOME, PYSPARK_PYTHON: whole })).toEqual({ ...found, python: whole });
  expect(await findSpark({ PATH, JAVA_HOME, PYSPARK_PYTHON: bare, SPARK_HOME: home })).toEqual({
    ...found,
    python: bare,
  });
  expect(await findSpark({ PATH: `${home}/bin:${PATH}`, JAVA_HOME, PYSPARK_PYTHON: bare })).toEqual({
    ...found,
    python: bare,
  });
});

test.each<[string, Environment, RegExp]>([
  ['Spark', { PYSPARK_PYTHON: bare }, /^Spark is not on this machine\.$/],
  ['Spark where it should be', { PYSPARK_PYTHON: bare, SPARK_HOME: root }, /^there is no Spark in /],
  ['Python', { PYSPARK_PYTHON: join(root, 'none'), SPARK_HOME: home }, /none does not run\.$/],
  ['Java', { PYSPARK_PYTHON: bare, SPARK_HOME: home, JAVA_HOME: root }, /needs Java, and .* does not run\.$/],
])('without %s it says so, and how to get it', async (_, environment, message) => {
  const failure = findSpark({ PATH: '/usr/bin:/bin', JAVA_HOME, ...environment });
  await expect(failure).rejects.toMatchObject({
    code: 'NO_SPARK',
    message: expect.stringMatching(message) as string,
    hint: expect.stringMatching(/Install|pip install|Set/) as string,
  });
});

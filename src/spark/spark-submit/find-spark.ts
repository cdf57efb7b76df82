import { execFile } from 'node:child_process';
import { readdir, realpath } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { MovierecError } from '../../errors.ts';

/** The part of the program's surroundings that says where things are. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A Spark on this machine, from which jobs are handed in. */
export interface FoundSpark {
  readonly home: string;
  /** 3.5.6 */
  readonly version: string;
  /** The Python that runs the job's driver; executors need none. */
  readonly python: string;
}

const run = promisify(execFile);
const toGetIt =
  'Install it with: python3 -m venv spark && spark/bin/pip install pyspark==3.5.6, and say where it is with ' +
  'PYSPARK_PYTHON=$PWD/spark/bin/python; or unpack it from spark.apache.org and set SPARK_HOME.';

/**
 * Spark as it is named by SPARK_HOME, else by the search path (spark-submit), else as the package pyspark of
 * PYSPARK_PYTHON or python3; with the Python and the Java that it needs.
 * @throws NO_SPARK with what is missing and how to get it
 */
export async function findSpark(environment: Environment = process.env): Promise<FoundSpark> {
  const python = environment['PYSPARK_DRIVER_PYTHON'] ?? environment['PYSPARK_PYTHON'] ?? 'python3';
  const installed = await packageOf(python, environment);
  const home =
    environment['SPARK_HOME'] ?? (await homeOnPath(environment['PATH'] ?? '')) ?? installed?.pyspark ?? undefined;
  if (home === undefined) throw missing('Spark is not on this machine', toGetIt);
  const version = await versionOf(home);
  if (version === undefined) throw missing(`there is no Spark in ${home}`, toGetIt);
  const major = Number(version.split('.')[0]);
  if (major < 3) throw missing(`Spark ${version} in ${home} is too old`, 'Take 3.5 or newer.');
  if (!installed) throw missing(`${python} does not run`, 'Set PYSPARK_PYTHON to a Python 3.8 or newer.');
  await requireJava(environment, version);
  return { home, version, python };
}

/** Where the Python has Spark as a package, if it has; nothing where there is no such Python. */
async function packageOf(
  python: string,
  environment: Environment,
): Promise<{ readonly pyspark: string | null } | undefined> {
  const program = `import json, importlib.util as u
s = u.find_spec("pyspark")
print(json.dumps({"pyspark": s and s.submodule_search_locations[0]}))`;
  try {
    const { stdout } = await run(python, ['-c', program], { env: { ...environment } });
    return JSON.parse(stdout) as { pyspark: string | null };
  } catch {
    return undefined;
  }
}

/** The folder above that of spark-submit, were it a link. */
async function homeOnPath(path: string): Promise<string | undefined> {
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const program = await realpath(join(folder, 'spark-submit')).catch(() => undefined);
    const home = program && dirname(dirname(program));
    // What pip puts there is a script that looks for the package, which is found by other means.
    if (home && (await versionOf(home)) !== undefined) return home;
  }
  return undefined;
}

/** By the name of its core's file, since Spark itself takes seconds to say. */
async function versionOf(home: string): Promise<string | undefined> {
  const names = await readdir(join(home, 'jars')).catch(() => []);
  return names.map((name) => /^spark-core_[\d.]+-(.+)\.jar$/.exec(name)?.[1]).find(Boolean);
}

async function requireJava(environment: Environment, spark: string): Promise<void> {
  const home = environment['JAVA_HOME'];
  const java = home === undefined ? 'java' : join(home, 'bin', 'java');
  const least = spark.startsWith('3.') ? 8 : 17;
  const toGetJava = `Install Java 17: apt-get install openjdk-17-jre-headless, and set JAVA_HOME if it is not the only one.`;
  const answer = await run(java, ['-version'], { env: { ...environment } }).catch(() => undefined);
  const found = /version "(?:1\.)?(\d+)/.exec(answer?.stderr ?? '')?.[1];
  if (found === undefined) throw missing(`Spark ${spark} needs Java, and ${java} does not run`, toGetJava);
  if (Number(found) < least) throw missing(`Spark ${spark} needs Java ${least}, and ${java} is ${found}`, toGetJava);
}

const missing = (what: string, hint: string): MovierecError => new MovierecError('NO_SPARK', `${what}.`, hint);

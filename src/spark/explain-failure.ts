import { MovierecError } from '../errors.ts';

interface Sign {
  readonly pattern: RegExp;
  readonly says: (found: RegExpExecArray) => string;
  readonly hint: string;
}

/** What Spark's own words mean, the surest first. */
const signs: readonly Sign[] = [
  {
    pattern:
      /OutOfMemoryError|Container killed .* exceeding|exit(?:ed)?[ _]?(?:with )?(?:code|status):? 137|Java heap space/i,
    says: () => 'there was not enough memory',
    hint:
      'Give executors more, or smaller blocks to each: --spark-conf spark.executor.memory=4g spark.driver.memory=4g; or take fewer ' +
      'factors.',
  },
  {
    pattern: /ClassNotFoundException: (?:Class )?(\S+)|NoClassDefFoundError: (\S+)|No FileSystem for scheme "?(\w+)/i,
    says: ([, first, second, scheme]) =>
      scheme ? `Spark has nothing to read ${scheme}:// with` : `Spark has no class ${first ?? second}`,
    hint: 'Add the package that has it: --spark-conf spark.jars.packages=org.apache.hadoop:hadoop-aws:3.3.4 for s3a://.',
  },
  {
    pattern: /All masters are unresponsive|Master removed our application|Could not connect to/i,
    says: () => 'the master does not answer, or took the job off its list',
    hint: 'Look at the master’s page, and run this again.',
  },
  {
    pattern: /(?:AccessControlException|AccessDeniedException|Permission denied|403 Forbidden)[^\n]*/i,
    says: ([words]) => `something may not be read or written (${words.slice(0, 120).trim()})`,
    hint: 'Give a place with --spark-data that executors may write to, or the rights to this one.',
  },
  {
    pattern:
      /FileNotFoundException:? (?:File )?(\S+)|Path does not exist: (\S+)|Mkdirs failed to create (\S+)|SparkFileNotFoundException[^/]*(\S+)/i,
    says: (found) => `${found.slice(1).find(Boolean)} is not there where executors look for it`,
    hint: 'Give a place that all machines of the cluster see: --spark-data /shared/folder or s3a://BUCKET/FOLDER.',
  },
  {
    pattern: /StackOverflowError/,
    says: () => 'the tasks are nested too deep for the stack of a thread',
    hint: 'Give a deeper one: --spark-conf spark.executor.extraJavaOptions=-Xss32m spark.driver.extraJavaOptions=-Xss32m',
  },
  {
    pattern: /ExecutorLostFailure|Lost executor|worker lost|FetchFailed/i,
    says: () => 'executors were lost more often than Spark tries again',
    hint: 'Look whether they have enough memory (--spark-conf spark.executor.memory=4g), and run this again.',
  },
  { pattern: /No space left on device/i, says: () => 'a disk of the cluster is full', hint: 'Free some space there.' },
];

/**
 * Why a job failed, in a sentence: by the causes that the job told, the innermost first, else by the end of Spark's log.
 * @param log where the log is kept
 */
export function explainFailure(causes: readonly string[], logEnd: string, log: string): MovierecError {
  const told = causes.toReversed().join('\n');
  for (const text of [told, logEnd]) {
    for (const { pattern, says, hint } of signs) {
      const found = pattern.exec(text);
      if (found) return failure(says(found), hint, log);
    }
  }
  const innermost = causes.at(-1) ?? logEnd.match(/^.*(?:ERROR|Exception|Error:).*$/gm)?.at(-1);
  const [line] = (innermost ?? 'it ended without a word').trim().split('\n');
  return failure(line.replace(/[.\s]+$/, '').slice(0, 300), 'Look there for what went before.', log);
}

const failure = (what: string, hint: string, log: string): MovierecError =>
  new MovierecError('SPARK_FAILED', `the Spark job failed: ${what} (log: ${log}).`, hint);

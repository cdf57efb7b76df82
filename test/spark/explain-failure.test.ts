import { expect, test } from 'vitest';
import { explainFailure } from '../../src/spark/explain-failure.ts';

test.each([
  ['java.lang.OutOfMemoryError: Java heap space', 'there was not enough memory'],
  [
    'java.lang.ClassNotFoundException: Class org.apache.hadoop.fs.s3a.S3AFileSystem not found',
    'Spark has no class org.apache.hadoop.fs.s3a.S3AFileSystem',
  ],
  [
    'org.apache.hadoop.fs.UnsupportedFileSystemException: No FileSystem for scheme "s3"',
    'Spark has nothing to read s3:// with',
  ],
  [
    'java.io.FileNotFoundException: File file:/ws/ratings.parquet does not exist',
    'file:/ws/ratings.parquet is not there where executors look for it',
  ],
  ['java.lang.StackOverflowError', 'the tasks are nested too deep for the stack of a thread'],
  ['org.apache.spark.SparkException: All masters are unresponsive! Giving up.', 'the master does not answer'],
  ['org.apache.spark.SparkException: something else.\n\tat a.b', 'org.apache.spark.SparkException: something else'],
])('of causes the innermost is told, in plain words where they are known: %s', (innermost, words) => {
  const error = explainFailure(['org.apache.spark.SparkException: Job aborted.', innermost], '', '/ws/spark.log');
  expect(error.code).toBe('SPARK_FAILED');
  expect(error.message).toContain(`the Spark job failed: ${words}`);
  expect(error.message).toMatch(/\(log: \/ws\/spark\.log\)\.$/);
  expect(error.hint).toMatch(/\w+ \w+/);
});

test('where the job could not tell, the log does', () => {
  const log = 'INFO all is well\nERROR SparkContext: java.lang.OutOfMemoryError: Java heap space\nINFO bye';
  expect(explainFailure([], log, 'log').message).toContain('there was not enough memory');
  expect(explainFailure([], '', 'log').message).toContain('it ended without a word');
});

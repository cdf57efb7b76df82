import type { Command } from 'commander';
import { MovierecError } from '../errors.ts';
import type { EngineOptions } from '../stages/engines/engine.ts';
import { engineNames } from '../stages/engines/registry.ts';

/** Options of every command that another machine can do the work of. */
export function addEngineOptions(command: Command): void {
  command
    .option('--engine <name>', `where the work is done: ${engineNames.join(', ')} (default: local)`)
    .option(
      '--master <url>',
      'the Spark cluster: spark://HOST:7077, yarn, k8s://…, local[*], emr-serverless://APPLICATION?role=ARN',
    )
    .option(
      '--spark-data <place>',
      'a folder or address (s3a://…, for EMR s3://…) that the cluster sees (default: the workspace)',
    )
    .option('--spark-conf <name=value...>', 'settings of Spark, such as spark.executor.memory=4g');
}

/** @throws USAGE */
export function engineIn(options: Readonly<Record<string, unknown>>): EngineOptions {
  const settings = options['sparkConf'] as readonly string[] | undefined;
  return {
    engine: options['engine'] as string | undefined,
    master: options['master'] as string | undefined,
    sparkData: options['sparkData'] as string | undefined,
    sparkConf: settings && Object.fromEntries(settings.map(settingOf)),
  };
}

function settingOf(text: string): [string, string] {
  const [, name, value] = /^(spark\.[^=\s]+)=(.*)$/s.exec(text) ?? [];
  if (name !== undefined) return [name, value];
  throw new MovierecError(
    'USAGE',
    `"${text.split('=')[0]}" is no setting of Spark.`,
    'Write --spark-conf spark.executor.memory=4g',
  );
}

import { MovierecError } from '../../errors.ts';
import type { Engine, EngineOptions } from './engine.ts';
import { local } from './local.ts';
import { spark } from './spark.ts';

/** To add an engine: one file, and one line here. */
const engines: Readonly<Record<string, (options: EngineOptions) => Engine>> = { local, spark };

export const engineNames = Object.keys(engines);

/**
 * The engine that is asked for; this process where none is.
 * @throws UNKNOWN_OPTION; USAGE for options of an engine that is not asked for
 */
export function engineOf(options: EngineOptions): Engine {
  const { engine: name = 'local', master, sparkConf, sparkData } = options;
  const engine = Object.hasOwn(engines, name) ? engines[name] : undefined;
  if (!engine) {
    throw new MovierecError('UNKNOWN_OPTION', `there is no engine "${name}".`, `There are: ${engineNames.join(', ')}.`);
  }
  if (name !== 'spark' && (master ?? sparkConf ?? sparkData) !== undefined) {
    throw new MovierecError('USAGE', `the engine ${name} has no cluster.`, 'Add --engine spark.');
  }
  return engine(options);
}

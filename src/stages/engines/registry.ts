import { MovierecError } from '../../errors.ts';
import type { Engine, EngineOptions } from './engine.ts';
import { local } from './local.ts';
import { spark } from './spark.ts';

/** To add an engine: one file, and one line here. */
const engines: Readonly<Record<string, (options: EngineOptions) => Engine>> = { local, spark };

export const engineNames = Object.keys(engines);

/**
 * The engine that is asked for; this process where none is.
 * @throws UNKNOWN_OPTION; USAGE for options that the engine lacks, or has no use for
 */
export function engineOf(options: EngineOptions): Engine {
  const { engine: name = 'local' } = options;
  const engine = Object.hasOwn(engines, name) ? engines[name] : undefined;
  if (engine) return engine(options);
  throw new MovierecError('UNKNOWN_OPTION', `there is no engine "${name}".`, `There are: ${engineNames.join(', ')}.`);
}

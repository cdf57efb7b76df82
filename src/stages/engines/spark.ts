import { withoutSecrets } from '../../connections/without-secrets.ts';
import { MovierecError } from '../../errors.ts';
import { fitModel } from '../../models/contract/fit-model.ts';
import { findSpark } from '../../spark/find-spark.ts';
import * as models from '../../spark/models.ts';
import { resolveForSpark, type SparkModel } from '../../spark/spark-model.ts';
import type { Engine, EngineOptions } from './engine.ts';

/** A cluster of Apache Spark. */
export function spark({ master, sparkConf: conf, sparkData: data }: EngineOptions): Engine {
  if (master === undefined) {
    throw new MovierecError(
      'USAGE',
      'the engine spark has to know the cluster.',
      'Add --master spark://HOST:7077, or --master "local[*]" for this machine.',
    );
  }
  return {
    name: 'spark',
    about: async () => ({ spark: (await findSpark()).version, master: withoutSecrets(master) }),
    parametersOf: (definition, given) => resolveForSpark(definition, modelOf(definition.name), given),
    fit({ definition, ratings, parameters, folder, log }, context) {
      const model = modelOf(definition.name);
      const cluster = { master, conf, data, folder, log };
      return fitModel(
        { ...definition, fit: () => model.fit(ratings, parameters, cluster, context) },
        ratings,
        parameters,
        context,
      );
    },
    list: () => {
      throw new Error('not yet');
    },
  };
}

function modelOf(name: string): SparkModel {
  const found = Object.entries<SparkModel>(models).find(([known]) => known === name);
  if (found) return found[1];
  throw new MovierecError(
    'WRONG_MODEL',
    `Spark cannot fit ${name}.`,
    `Use --model ${Object.keys(models).join(' or --model ')}, or --engine local.`,
  );
}

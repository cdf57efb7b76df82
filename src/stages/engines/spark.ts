import { dirname } from 'node:path';
import { withoutSecrets } from '../../connections/without-secrets.ts';
import type { Context } from '../../context.ts';
import { loadHeldOut } from '../../dataset/load-dataset.ts';
import { MovierecError } from '../../errors.ts';
import { byTaste } from '../../models/contract/by-taste.ts';
import { byFactors } from '../../models/contract/factor-model.ts';
import { fitModel } from '../../models/contract/fit-model.ts';
import type { Model } from '../../models/contract/model.ts';
import { load } from '../../models/registry.ts';
import { listFilms } from '../../spark/list-films.ts';
import * as models from '../../spark/models.ts';
import { resolveForSpark, type SparkModel } from '../../spark/spark-model.ts';
import { submitterOf } from '../../spark/submitters/registry.ts';
import { cleanBySpark } from '../clean/by-spark.ts';
import { surveyElsewhere } from '../eda/survey-elsewhere.ts';
import { listHere } from '../recommend-all/list-here.ts';
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
  const about = async (context: Context) => ({
    spark: await submitterOf(master).version(master, context),
    master: withoutSecrets(master),
  });
  return {
    name: 'spark',
    about,
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
    clean: async ({ log, ...job }, context) => {
      // What is in between goes where the result goes, which all machines see.
      return cleanBySpark(
        job,
        { name: 'spark', ...(await about(context)) },
        { master, conf, data: data ?? job.out, folder: dirname(log), log },
        context,
      );
    },
    survey: ({ address, dataset, folder, log }, context, work) =>
      surveyElsewhere({ address, dataset }, { master, conf, data, folder, log }, context, work),
    async list(job, context) {
      const { data: processed, saved, k, passes = () => true, folder, log } = job;
      const model = await load(saved.folder, saved.name);
      requireVectors(model);
      const { users, items } = model.seen;
      const heldOut = saved.full ? undefined : await loadHeldOut(processed.folder, users.size, items.size, context);
      const listing = { model, heldOut, k, passes, names: processed.folder };
      const { people, rows, short } = await listFilms(listing, { master, conf, data, folder, log }, context);
      if (short.length === 0) return { people, rows, fallback: 0 };
      // The few whose lists end in films by general standing.
      const others = await listHere({ ...job, among: short }, context);
      return { people: people + others.people, rows: rows + others.rows, fallback: others.fallback };
    },
  };
}

/** Lists are made of the products of vectors, and of nothing else. */
function requireVectors({ definition, state }: Model): void {
  const isProduct = [byFactors, byTaste].some(({ topBatch }) => topBatch === definition.topBatch);
  if (isProduct && 'itemVectors' in state && 'width' in state) return;
  throw new MovierecError(
    'WRONG_MODEL',
    `Spark cannot list the films of ${definition.name}: its scores are not products of a person’s vector with a film’s.`,
    'Use a model of vectors (--model als, ials, svd or bpr), or --engine local.',
  );
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

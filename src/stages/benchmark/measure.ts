import { createContext } from '../../context.ts';
import { loadDataset } from '../../dataset/load-dataset.ts';
import { metricsOf } from '../../metrics/registry.ts';
import { fitModel } from '../../models/contract/fit-model.ts';
import { isNames, type State } from '../../models/contract/define-model.ts';
import { definitionOf } from '../../models/registry.ts';
import { evaluateOne } from '../evaluation/evaluate-one.ts';
import { testRounds } from '../evaluation/test-rounds.ts';
import { loadFeatures } from '../require-features.ts';
import type { Job, Measured } from './job.ts';

/**
 * Fits and tests one model, and takes the time and the memory of the fit. The memory is that of the process, so one
 * process measures one model.
 */
export async function measure(job: Job): Promise<Measured> {
  const { processed, info, model: name, parameters, features, k, seed, threads } = job;
  const context = createContext({ seed, threads });
  const { ratings: plain, roles, catalog } = await loadDataset(processed, info, context);
  const ratings = features ? plain.withFeatures(await loadFeatures(features)) : plain;
  const found = { seconds: 0, peakMemory: 0, bytes: 0 };
  const rounds = await testRounds(
    ratings,
    [roles],
    async (_, training) => {
      const own = training();
      void [own.byUser, own.byItem];
      const started = performance.now();
      const model = await fitModel(definitionOf(name), own, parameters, context);
      found.seconds = (performance.now() - started) / 1000;
      found.peakMemory = process.resourceUsage().maxRSS * 1024;
      found.bytes = bytesOf(model.state);
      return model;
    },
    { split: info.split.name, relevant: info.relevant },
    context,
  );
  const metrics = metricsOf(['rmse', 'mae', 'ndcg', 'recall', 'coverage']);
  const test = { rounds, ratings, metrics, cutoffs: [k], relevant: info.relevant, genres: catalog.genres };
  const { evaluation } = await evaluateOne({ name, parameters }, { ...test, groups: [], whole: undefined }, context);
  return { ...found, metrics: evaluation.metrics };
}

const bytesOf = (state: State): number =>
  Object.values(state).reduce<number>((sum, value) => {
    if (typeof value === 'number') return sum + 8;
    return sum + (isNames(value) ? JSON.stringify(value).length : value.byteLength);
  }, 0);

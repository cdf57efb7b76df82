import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { readManifest, type Manifest } from '../../../artifacts/manifest.ts';
import type { Workspace } from '../../../artifacts/workspace.ts';
import { asksFor, feedbackOf } from '../../../models/contract/define-model.ts';
import type { Parameters, Values } from '../../../models/contract/parameters.ts';
import { definitionOf } from '../../../models/registry.ts';
import { bestOf } from '../../../tuning/trial.ts';
import { readTrials } from '../../../tuning/trial-log.ts';
import type { ModelEvaluation } from '../../evaluate.ts';
import { factsOf, type Processed } from '../../processed.ts';
import { isFittedOn, type SavedModel } from '../../saved-model.ts';
import type { ModelFacts, Tuned } from '../facts.ts';

/** What is known of each evaluated model besides how good it is; `saved` are honest ones and those fitted on all ratings. */
export async function modelFacts(
  workspace: Workspace,
  data: Processed,
  evaluated: readonly ModelEvaluation[],
  saved: readonly SavedModel[],
): Promise<Map<string, ModelFacts>> {
  const { after, split } = data.info;
  const size = { users: after.users, items: after.catalog, ratings: Number(split['train']) };
  const benchmarks = await manifestsIn(workspace.report(data.dataset, 'benchmark'));
  const facts = evaluated.map(async ({ model: name, parameters }): Promise<[string, ModelFacts]> => {
    const definition = definitionOf(name);
    const own = saved.filter((one) => one.name === name && isFittedOn(one, data));
    const honest = own.find(({ full }) => !full)?.manifest ?? null;
    const full = own.find((one) => one.full && isDeepStrictEqual(one.manifest.result['parameters'], parameters));
    const measured = benchmarks.find(({ options, inputs }) => {
      const isSame = options['model'] === name && isDeepStrictEqual(options['parameters'], parameters);
      return (
        isSame && isDeepStrictEqual(options['data'], factsOf(data.info)) && haveSameRatings(inputs, honest?.inputs)
      );
    });
    return [
      name,
      {
        summary: definition.summary,
        predicts: feedbackOf(definition, parameters) === 'explicit',
        impersonal: definition.impersonal ?? false,
        scoresUnrated: definition.scoresUnrated ?? false,
        usesFeatures: asksFor('features', definition, parameters),
        trained: honest,
        full: full?.manifest ?? null,
        memory: measured
          ? { bytes: measured.result['peakMemory'] as number, isMeasured: true }
          : { bytes: definition.memory(size, parameters), isMeasured: false },
        tuned: await tunedOf(workspace.tuning(data.dataset, name), parameters),
      },
    ];
  });
  return new Map(await Promise.all(facts));
}

async function manifestsIn(folder: string): Promise<Manifest[]> {
  const names = await readdir(folder).catch(() => []);
  const manifests = await Promise.all(names.map((name) => readManifest(join(folder, name))));
  return manifests.filter((manifest) => manifest !== undefined);
}

/** Whether two artifacts were made from the same ratings. */
function haveSameRatings(some: Manifest['inputs'], others: Manifest['inputs'] = []): boolean {
  const digest = (files: Manifest['inputs']): string | undefined =>
    files.find(({ path }) => path.endsWith('ratings.parquet'))?.sha256;
  return digest(some) !== undefined && digest(some) === digest(others);
}

async function tunedOf(folder: string, parameters: Values<Parameters>): Promise<Tuned | null> {
  const found = await readFile(join(folder, 'best.json'), 'utf8')
    .then((text) => JSON.parse(text) as { metric: string; better: Tuned['better']; parameters: unknown })
    .catch(() => undefined);
  const trials = await readTrials(folder);
  const start = trials.find(({ trial }) => trial === 0)?.value;
  const best = found && bestOf(trials, found.better)?.value;
  if (!found || typeof start !== 'number' || typeof best !== 'number') return null;
  const { metric, better } = found;
  return {
    metric,
    better,
    trials: trials.length,
    start,
    best,
    isUsed: isDeepStrictEqual(found.parameters, parameters),
  };
}

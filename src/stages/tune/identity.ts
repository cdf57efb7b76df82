import { basename } from 'node:path';
import { versions } from '../../artifacts/versions.ts';
import type { Parameter, Parameters, Values } from '../../models/contract/parameters.ts';
import type { Plan, Search } from '../../tuning/search.ts';
import type { SearchIdentity } from '../../tuning/trial-log.ts';
import { factsOf, trainingInputs, type Processed } from '../processed.ts';
import type { FeaturesInUse } from '../require-features.ts';
import type { InnerSplit } from './inner-split.ts';

interface Tuning {
  readonly model: string;
  readonly metric: string;
  readonly search: Search;
  readonly plan: Plan;
  /** The parameters of a trial, but for those that are searched. */
  readonly usual: Values<Parameters>;
  readonly split: InnerSplit;
  readonly data: Processed;
  readonly features: FeaturesInUse;
}

/**
 * All that has a say in what a search tries and in what comes of it. Neither the patience nor, where a search can simply
 * go on, the number of trials belongs to it.
 */
export function identityOf({ model, metric, search, plan, usual, split, data, features }: Tuning): SearchIdentity {
  return {
    ...{ model, metric, search: search.name, parameters: usual },
    space: Object.fromEntries(plan.space.map(({ name, parameter }) => [name, rangeOf(parameter)])),
    ...(search.isOfFixedSize(plan) && { trials: plan.trials }),
    ...{ split, seed: plan.seed, facts: factsOf(data.info), data: { ...digestsOf(data), ...features.digests } },
    versions: { movierec: versions['movierec'], build: versions['build'] },
  };
}

function rangeOf(parameter: Parameter): unknown {
  if (parameter.kind === 'flag') return [false, true];
  if (parameter.kind === 'choice') return parameter.among;
  if (parameter.kind === 'names') return parameter.default;
  const { min, max, scale = 'linear' } = parameter;
  return { min, max, scale };
}

/** By file, of those that a fit reads. */
function digestsOf({ folder, manifest }: Processed): Record<string, string> {
  const names = trainingInputs(folder).map((path) => basename(path));
  const files = manifest.outputs.filter(({ path }) => names.includes(path));
  return Object.fromEntries(files.map(({ path, sha256 }) => [path, sha256]));
}

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Workspace } from '../../artifacts/workspace.ts';
import type { Context } from '../../context.ts';
import { MovierecError } from '../../errors.ts';
import { resolve, type Parameters, type Values } from '../../models/contract/parameters.ts';
import { definitionOf } from '../../models/registry.ts';
import type { Processed } from '../processed.ts';
import { isFittedOn, requireHonestModel, savedModels, type SavedModel } from '../saved-model.ts';

/** Models to be tested, with their parameters; saved ones unless they are to be fitted afresh. */
export interface ChosenModels {
  readonly parameters: ReadonlyMap<string, Values<Parameters>>;
  readonly saved: readonly SavedModel[];
}

/**
 * The named models, or every trained one, and those beside them; with the parameters that they were trained with, or, to be fitted afresh, with
 * the given ones, else those of the saved model, else the defaults.
 * @throws MISSING_ARTIFACT, STALE_MODEL, UNKNOWN_MODEL, UNKNOWN_OPTION, OPTION_RANGE
 */
export async function chooseModels(
  {
    workspace,
    models,
    beside = [],
    isSaved,
    given,
  }: {
    readonly workspace: Workspace;
    readonly models: readonly string[] | undefined;
    readonly beside?: readonly string[] | undefined;
    readonly isSaved: boolean;
    readonly given: Readonly<Record<string, Partial<Values<Parameters>>>>;
  },
  data: Processed,
  context: Context,
): Promise<ChosenModels> {
  const names = [...new Set(models ?? (await trainedModels(workspace, data, context)))];
  if (names.length === 0) {
    const message = `no model is trained for "${data.dataset}".`;
    throw new MovierecError('MISSING_ARTIFACT', message, 'Run: movierec train --model svd');
  }
  const others = beside.filter((name) => !names.includes(name));
  if (!isSaved) {
    return { parameters: await parametersFor(workspace, [...names, ...others], data.dataset, given), saved: [] };
  }
  const saved = await Promise.all(names.map((name) => requireHonestModel(workspace, data, name)));
  const parameters = saved.map(
    ({ name, manifest }) => [name, manifest.result['parameters'] as Values<Parameters>] as const,
  );
  const defaults = others.map((name) => [name, resolve(definitionOf(name), {})] as const);
  return { parameters: new Map([...parameters, ...defaults]), saved };
}

/** Every trained model of the set; those fitted on other data than there is now are left out, and the log says so. */
export async function trainedModels(workspace: Workspace, data: Processed, context: Context): Promise<string[]> {
  const saved = await savedModels(workspace, data.dataset);
  const current = saved.filter((model) => isFittedOn(model, data));
  if (current.length === 0 && saved.length > 0) await requireHonestModel(workspace, data, saved[0].name);
  for (const { name } of saved.filter((model) => !current.includes(model))) {
    context.log(`${name} is left out: it was trained before the data changed. Run: movierec train --model ${name}`);
  }
  return current.map(({ name }) => name).sort();
}

async function parametersFor(
  workspace: Workspace,
  names: readonly string[],
  dataset: string,
  given: Readonly<Record<string, Partial<Values<Parameters>>>>,
): Promise<Map<string, Values<Parameters>>> {
  const saved = await savedModels(workspace, dataset);
  return new Map(
    names.map((name) => {
      const before = saved.find((model) => model.name === name)?.manifest.result['parameters'];
      const options = { ...(before as Values<Parameters> | undefined), ...given[name] };
      return [name, resolve(definitionOf(name), options)];
    }),
  );
}

/** Those whose parameters are the best of a search; it chose them by the training part that `clean` made. */
export async function tunedModels(
  workspace: Workspace,
  dataset: string,
  models: ReadonlyMap<string, Values<Parameters>>,
): Promise<string[]> {
  const tuned = await Promise.all(
    [...models].map(async ([name, parameters]) => {
      const best = await readFile(join(workspace.tuning(dataset, name), 'best.json'), 'utf8')
        .then((text) => JSON.parse(text) as { parameters?: unknown })
        .catch(() => undefined);
      return isDeepStrictEqual(best?.parameters, parameters) ? [name] : [];
    }),
  );
  return tuned.flat();
}

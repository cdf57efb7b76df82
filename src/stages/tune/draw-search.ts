import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { VegaLiteSpec } from '../../charts/chart.ts';
import { parameterEffects } from '../../charts/parameter-effects.ts';
import { parameterImportance } from '../../charts/parameter-importance.ts';
import { writeChart } from '../../charts/render.ts';
import { tuningHistory } from '../../charts/tuning-history.ts';
import type { Importance } from '../../tuning/importance.ts';
import type { Space } from '../../tuning/space.ts';
import { isBetter, type Better, type Trial } from '../../tuning/trial.ts';
import { withSameEpochs } from './best-found.ts';

interface Search {
  readonly model: string;
  readonly metric: string;
  readonly better: Better;
  readonly space: Space;
  readonly trials: readonly Trial[];
  readonly best: Trial;
  readonly startsWithDefaults: boolean;
  readonly importance: readonly Importance[] | null;
}

/**
 * Draws how a search went, how each parameter did and, where it can be said, what mattered; where nothing is new, only
 * what is not there.
 */
export async function drawSearch(folder: string, search: Search, isNew: boolean): Promise<string[]> {
  const { model, metric, better, space, trials, best, startsWithDefaults, importance } = search;
  const known = { model, metric, better };
  const shareOf = (name: string): number => importance?.find((one) => one.name === name)?.share ?? 0;
  const byShare = space.toSorted((a, b) => shareOf(b.name) - shareOf(a.name));
  const compared = withSameEpochs(trials, space);
  const specs: Readonly<Record<string, VegaLiteSpec | null>> = {
    history: tuningHistory.spec({
      ...known,
      trials: withBest(trials, better),
      ...(trials[0].value !== null && {
        start: { name: startsWithDefaults ? 'the defaults' : 'the start', value: trials[0].value },
      }),
    }),
    importance: importance && parameterImportance.spec({ ...known, parameters: importance }),
    effects: parameterEffects.spec({
      ...known,
      parameters: byShare.map(({ name, parameter }) => ({ name, scale: scaleOf(parameter) })),
      // The best is shown even where it had other epochs: it is what the search is for.
      trials: compared.includes(best) ? compared : [...compared, best],
    }),
  };
  for (const [name, spec] of Object.entries(specs)) {
    // What an earlier search left would be taken for this one's.
    if (!spec) for (const type of ['vl.json', 'svg', 'png']) await rm(join(folder, `${name}.${type}`), { force: true });
    else if (isNew || !existsSync(join(folder, `${name}.svg`))) await writeChart(folder, name, spec);
  }
  return Object.keys(specs)
    .filter((name) => specs[name])
    .map((name) => `${name}.svg`);
}

/** Each trial with the best figure up to it. */
function withBest(trials: readonly Trial[], better: Better) {
  let best: number | null = null;
  return trials.map(({ trial, value }) => {
    if (isBetter(value, best, better)) best = value;
    return { trial, value, best };
  });
}

function scaleOf(parameter: Space[number]['parameter']): 'linear' | 'log' | 'category' {
  if (parameter.kind !== 'integer' && parameter.kind !== 'real') return 'category';
  // 0 has no logarithm.
  return parameter.scale === 'log' && parameter.min > 0 ? 'log' : 'linear';
}

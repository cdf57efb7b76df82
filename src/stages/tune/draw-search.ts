import { existsSync } from 'node:fs';
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
  readonly defaults: Trial | null;
  readonly importance: readonly Importance[];
}

/** Draws how a search went, what mattered in it and how; where nothing is new, only what is not there. */
export async function drawSearch(folder: string, search: Search, isNew: boolean): Promise<string[]> {
  const { model, metric, better, space, trials, defaults, importance } = search;
  const known = { model, metric, better };
  const shareOf = (name: string): number => importance.find((one) => one.name === name)?.share ?? 0;
  const byShare = space.toSorted((a, b) => shareOf(b.name) - shareOf(a.name));
  const specs: Readonly<Record<string, VegaLiteSpec>> = {
    history: tuningHistory.spec({
      ...known,
      trials: withBest(trials, better),
      ...(typeof defaults?.value === 'number' && { defaults: defaults.value }),
    }),
    importance: parameterImportance.spec({ ...known, parameters: importance }),
    effects: parameterEffects.spec({
      ...known,
      parameters: byShare.map(({ name, parameter }) => ({ name, scale: scaleOf(parameter) })),
      trials: withSameEpochs(trials, space),
    }),
  };
  for (const [name, spec] of Object.entries(specs)) {
    if (isNew || !existsSync(join(folder, `${name}.svg`))) await writeChart(folder, name, spec);
  }
  return Object.keys(specs).map((name) => `${name}.svg`);
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
  if (parameter.kind === 'choice' || parameter.kind === 'flag') return 'category';
  // 0 has no logarithm.
  return parameter.scale === 'log' && parameter.min > 0 ? 'log' : 'linear';
}

import { MovierecError } from '../errors.ts';
import { activePeople } from './active-people.ts';
import type { Chart } from './chart.ts';
import { edaCharts } from './eda/registry.ts';
import { parameterEffects } from './parameter-effects.ts';
import { parameterImportance } from './parameter-importance.ts';
import { modelQuality } from './report/model-quality.ts';
import { qualityByCost } from './report/quality-by-cost.ts';
import { segmentQuality } from './report/segment-quality.ts';
import { retentionCurve } from './retention-curve.ts';
import { shownAndClicked } from './shown-and-clicked.ts';
import { tuningHistory } from './tuning-history.ts';

/** All charts, in the order in which they are shown. */
export const charts: readonly Chart[] = [
  ...edaCharts,
  ...[activePeople, retentionCurve, shownAndClicked],
  ...[tuningHistory, parameterImportance, parameterEffects],
  ...[modelQuality, segmentQuality, qualityByCost],
];

export const chartNames: readonly string[] = charts.map(({ name }) => name);

/** @throws USAGE, listing the names, where there is no such chart */
export function chartOf(name: string): Chart {
  const found = charts.find((chart) => chart.name === name);
  if (!found) throw new MovierecError('USAGE', `no chart "${name}".`, `There are: ${chartNames.join(', ')}.`);
  return found;
}

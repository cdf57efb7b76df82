import type { EdaChart } from './define-eda-chart.ts';
import { ratingDistribution } from './rating-distribution.ts';

/** All charts of a data set, in the order in which they are shown within their sections. */
export const edaCharts: readonly EdaChart[] = [ratingDistribution];

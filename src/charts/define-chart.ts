import type { Chart, VegaLiteSpec } from './chart.ts';
import { theme } from './theme.ts';
import { wrapText } from './wrap-text.ts';

export interface ChartDefinition<Data> {
  readonly name: string;
  readonly summary: string;
  /** The finding in words, from the data: "svd: RMSE 0.8612 after 30 trials", not "History of the search". */
  title(data: Data): string;
  /** How to read it, where marks and axes do not say so themselves. */
  subtitle?(data: Data): string;
  /** For those who cannot see it: what kind of chart it is, what its axes are, and what is to be seen. */
  description(data: Data): string;
  /**
   * Marks, axes and data; null where there is nothing to draw. Every axis has a title with its unit, colors come from
   * `palette`, times are in UTC (a picture must not depend on where it is drawn), and data are inlined: aggregate
   * what has more than some thousand rows.
   */
  plot(data: Data): VegaLiteSpec | null;
}

/** Brings a chart's parts together in the common theme; the type of its data is inferred. */
export function defineChart<Data>(definition: ChartDefinition<Data>): Chart<Data> {
  const { name, summary } = definition;
  return {
    name,
    summary,
    spec(data) {
      const subtitle = definition.subtitle?.(data) ?? '';
      return {
        $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
        ...(definition.plot(data) ?? nothingToDraw),
        title: { text: wrapText(definition.title(data), 70), ...(subtitle && { subtitle: wrapText(subtitle, 88) }) },
        description: definition.description(data),
        config: theme,
      };
    },
  };
}

const nothingToDraw: VegaLiteSpec = {
  height: 80,
  data: { values: [{}] },
  mark: { type: 'text', text: 'Nothing to draw yet', fontSize: 14 },
};

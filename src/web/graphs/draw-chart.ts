import { vega, default as vegaEmbed, type VisualizationSpec } from 'vega-embed';
import { plainRows } from './plain-rows.ts';

/** A Vega-Lite specification, data included. */
export type ChartSpecification = Readonly<Record<string, unknown>>;

/**
 * Draws a chart into an element, as SVG; gives what takes it away again. The page may neither evaluate code nor fetch
 * from elsewhere: expressions are interpreted, and a chart that names an address is refused.
 * @throws where the chart cannot be drawn
 */
export async function drawChart(element: HTMLElement, spec: ChartSpecification): Promise<() => void> {
  const errors: unknown[] = [];
  const logger = vega.logger(vega.Warn, undefined, (_, level, said) => {
    if (level === 'ERROR') errors.push(said);
  });
  const refuse = (address: string): Promise<never> => Promise.reject(new Error(`A chart may not load ${address}.`));
  const drawn = await vegaEmbed(element, onOwnSheet(spec), {
    mode: 'vega-lite',
    renderer: 'svg',
    ast: true,
    actions: false,
    defaultStyle: false,
    // The figure around it says in words what is to be seen.
    config: { aria: false, mark: { aria: false }, title: { aria: false } },
    tooltip: { disableDefaultStyle: true, formatTooltip },
    loader: { load: refuse, sanitize: refuse, http: refuse, file: refuse },
    logger,
  });
  if (errors.length > 0) {
    drawn.finalize();
    throw new Error(errors.map(String).join('; '));
  }
  element.querySelector('svg')?.setAttribute('aria-hidden', 'true');
  // Vega mixes the colors of a scale of shades, and writes them so.
  element.toggleAttribute('data-shaded', element.querySelector('[fill^="rgb("]') !== null);
  // By itself, Vega shows what a mark says where a mouse hovers; a finger taps.
  const view = drawn.view as unknown as TellingView;
  view.addEventListener('click', (event, item) => view.tooltip()(undefined, event, item, item?.tooltip));
  return () => {
    drawn.finalize();
    element.replaceChildren();
  };
}

/** What Vega's declarations leave out of a view. */
interface TellingView {
  addEventListener(type: 'click', tell: (event: unknown, item: Mark | null | undefined) => void): void;
  tooltip(): (handler: undefined, event: unknown, item: Mark | null | undefined, value: unknown) => void;
}
interface Mark {
  readonly tooltip?: unknown;
}

/** The title is the figure's, the sheet the page's; the schema's address is of no use here. */
function onOwnSheet({ $schema: _, title: __, ...spec }: ChartSpecification): VisualizationSpec {
  return plainRows({ ...spec, background: 'transparent', padding: 4 }) as VisualizationSpec;
}

/** Names and values as texts, each in its own direction. */
function formatTooltip(value: unknown, escape: (text: unknown) => string): string {
  const shown = (text: unknown): string => `<b dir="auto">${escape(String(text))}</b>`;
  if (typeof value !== 'object' || value === null) return shown(value);
  return Object.entries(value)
    .map(([name, text]) => `<div><span dir="auto">${escape(name)}</span>${shown(text)}</div>`)
    .join('');
}

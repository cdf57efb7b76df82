import { subtitleOf, titleOf, type VegaLiteSpec } from '../../charts/chart.ts';
import { drawChart } from '../../charts/render.ts';
import type { ChartBlock } from '../document.ts';
import { escape } from './escape.ts';
import { setText } from './set-text.ts';

/**
 * A chart as a figure: its finding as a heading that wraps as the page does, the picture without it, and what is to be
 * seen in words for everyone.
 */
export async function chartFigure({ name, spec }: ChartBlock, level: number): Promise<string> {
  const { svg } = await drawChart(bareSpec(spec));
  const id = escape(`chart-${name}`);
  const subtitle = subtitleOf(spec);
  // Vega mixes the colors of a scale of shades, and writes them so.
  const shaded = svg.includes('fill="rgb(') ? ' shaded' : '';
  return `<figure class="chart${shaded}" id="${id}" aria-labelledby="${id}-title">
<h${level} id="${id}-title">${setText(titleOf(spec))}</h${level}>
${subtitle && `<p class="reading">${setText(subtitle)}</p>\n`}<div class="picture" tabindex="0" role="group" aria-labelledby="${id}-title">${withOwnIds(svg, name)}</div>
<details><summary>In words<span class="unseen">: ${escape(titleOf(spec))}</span></summary><p>${setText(spec.description ?? '')}</p></details>
</figure>`;
}

/** A chart for a page that has its own sheet and shows the title itself. */
export function bareSpec({ title: _, ...spec }: VegaLiteSpec): VegaLiteSpec {
  return { ...spec, background: 'transparent', padding: 4 };
}

/**
 * Vega numbers clips and gradients from 0 in each picture; in a page no two things may have the same id. Roles within
 * the picture, which has one as a whole, say nothing.
 */
function withOwnIds(svg: string, name: string): string {
  const own = (id: string): string => escape(`${name}-${id}`);
  return svg.replace(/<[^>]+>/g, (tag) =>
    tag
      .replace(/ role="graphics-\w+" aria-roledescription="[^"]*"/, '')
      .replace(/ id="([^"]*)"/, (_, id: string) => ` id="${own(id)}"`)
      .replace(/="url\(#([^)"]*)\)"/g, (_, id: string) => `="url(#${own(id)})"`),
  );
}

import type { DataFrame } from 'danfojs-node';
import { renderChart, type VegaLiteSpec } from 'movierec';

/**
 * Shows a text, a chart, or the first rows of a data frame or of an array of objects. It sends by itself what the kernel
 * would send after the cell has ended, where a runner may no longer listen: so write `await show(…)`.
 */
export async function show(thing: string | VegaLiteSpec | DataFrame | readonly object[], rows = 10): Promise<void> {
  const formats =
    typeof thing === 'string'
      ? { 'text/plain': thing }
      : '$schema' in thing
        ? await chart(thing as VegaLiteSpec)
        : table(thing as DataFrame | readonly object[], rows);
  await Deno.jupyter.display(formats, { raw: true });
  // The kernel says that it has sent when it has not: what ends the cell might overtake it.
  await new Promise((resolve) => setTimeout(resolve, 200));
}

/** Readers that know Vega-Lite draw it themselves, the others show the picture. */
async function chart(spec: VegaLiteSpec): Promise<Record<string, unknown>> {
  const { png } = await renderChart(spec);
  return {
    'application/vnd.vegalite.v5+json': spec,
    ...(png && { 'image/png': Buffer.from(png).toString('base64') }),
    'text/plain': spec.description ?? '',
  };
}

function table(given: DataFrame | readonly object[], most: number): Record<string, unknown> {
  const [columns, all]: [string[], unknown[][]] = Array.isArray(given)
    ? [Object.keys(given[0] ?? {}), given.map((row) => Object.values(row))]
    : [given.columns, given.values];
  const rows = all.slice(0, most).map((row) => row.map(inWords));
  const left = all.length > most ? [`The first ${most} of ${all.length} rows`] : [];
  const html = [
    '<table>',
    `<thead><tr>${columns.map((name) => `<th>${escaped(name)}</th>`).join('')}</tr></thead>`,
    '<tbody>',
    ...rows.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`),
    '</tbody>',
    '</table>',
    ...left.map((line) => `<p>${line}</p>`),
  ];
  const text = [columns, ...rows].map((row) => row.join('\t'));
  return { 'text/html': html.join('\n'), 'text/plain': [...text, ...left].join('\n') };
}

/** Four digits are enough to compare. */
const inWords = (cell: unknown): string =>
  typeof cell === 'number' && !Number.isInteger(cell) ? String(Number(cell.toPrecision(4))) : String(cell ?? '');

const escaped = (text: string): string => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

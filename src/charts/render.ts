import { join } from 'node:path';
import { writeFileWhole } from '../artifacts/write-file.ts';
import { MovierecError } from '../errors.ts';
import type { VegaLiteSpec } from './chart.ts';
import { fontFiles } from './fonts.ts';
import { loadVega } from './load-vega.ts';

export interface DrawnChart {
  readonly svg: string;
  /** What Vega had to say about the spec; nothing, if it is sound. */
  readonly warnings: readonly string[];
}

export interface RenderedChart extends DrawnChart {
  /** At twice the size; not there on the few platforms that resvg has no binary for. */
  readonly png?: Uint8Array;
}

/** The chart that is being drawn: Vega numbers clips and gradients through the whole process, from 0 for each chart. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Draws a chart, without a browser and without the network: the same spec gives the same bytes.
 * @throws UNEXPECTED where the spec cannot be drawn
 */
export async function renderChart(spec: VegaLiteSpec): Promise<RenderedChart> {
  const drawn = await drawChart(spec);
  const { Resvg } = await loadVega();
  if (!Resvg) return drawn;
  const font = { fontFiles, loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' };
  return { ...drawn, png: new Resvg(drawn.svg, { font, fitTo: { mode: 'zoom', value: 2 } }).render().asPng() };
}

/** The SVG alone, for those who have no use for a PNG. */
export function drawChart(spec: VegaLiteSpec): Promise<DrawnChart> {
  const drawn = last.then(() => draw(spec));
  last = drawn.catch(() => undefined);
  return drawn;
}

/**
 * Writes a chart to `<name>.vl.json`, `.svg` and `.png`, and gives the names of the files.
 * @throws UNEXPECTED where the spec cannot be drawn; then nothing is written
 */
export async function writeChart(folder: string, name: string, spec: VegaLiteSpec): Promise<string[]> {
  const { svg, png } = await renderChart(spec);
  const files: [string, string | Uint8Array][] = [
    [`${name}.vl.json`, `${JSON.stringify(spec, null, 2)}\n`],
    [`${name}.svg`, svg],
  ];
  if (png) files.push([`${name}.png`, png]);
  for (const [file, content] of files) await writeFileWhole(join(folder, file), content);
  return files.map(([file]) => file);
}

async function draw(spec: VegaLiteSpec): Promise<DrawnChart> {
  const { vega, compile } = await loadVega();
  const [warnings, errors]: [string[], string[]] = [[], []];
  const logger = vega.logger(vega.Warn, undefined, (_, level, said) => {
    (level === 'ERROR' ? errors : warnings).push(said.join(' '));
  });
  // In place of Vega's loader, which would fetch what a spec names by its address, and only warn where it cannot.
  const refuse = (address: string): Promise<never> => {
    errors.push(`its data are not inside but at ${address}`);
    return Promise.reject(new Error(address));
  };
  const offline = { load: refuse, sanitize: refuse, http: refuse, file: refuse };
  try {
    // A copy, since Vega marks the rows that it is given.
    const compiled = compile(structuredClone(spec), { logger, config: unlabeled }).spec;
    const view = new vega.View(vega.parse(compiled), { renderer: 'none', logger, loader: offline });
    vega.resetSVGDefIds();
    const drawn = (await view.toSVG()).replace(notInXml, '');
    view.finalize();
    if (errors.length > 0) throw new Error(errors.join('; '));

    const svg = drawn.replace('<svg ', () => `<svg role="img" aria-label="${escape(spec.description ?? '')}" `);
    return { svg, warnings };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MovierecError('UNEXPECTED', `a chart cannot be drawn: ${reason.replace(/\.$/, '')}.`, 'Mend its spec.', {
      cause: error,
    });
  }
}

/** Characters that no XML may hold, as titles and names now and then do: XML 1.0, 2.2. */
const notInXml = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** The picture as a whole has a text of its own; labels on every mark of it would only make it larger. */
const unlabeled = { aria: false, mark: { aria: false }, title: { aria: false } };

const escape = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

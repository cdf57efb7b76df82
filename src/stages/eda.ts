import { stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { runStage, type Fresh } from '../artifacts/run-stage.ts';
import { writeFileWhole } from '../artifacts/write-file.ts';
import { LeftOut, type EdaSection } from '../charts/eda/define-eda-chart.ts';
import { edaCharts } from '../charts/eda/registry.ts';
import { writeChart } from '../charts/render.ts';
import { titleOf, type VegaLiteSpec } from '../charts/chart.ts';
import { steps, type Context } from '../context.ts';
import { toHtml } from '../report/html.ts';
import { outlineOf } from './eda/outline.ts';
import { edaPage } from './eda/page.ts';
import { surveyed, type SurveyOptions } from './eda/surveyed.ts';

export interface EdaChartMade {
  readonly name: string;
  readonly section: EdaSection;
  /** The finding, and what is to be seen for those who cannot see it. */
  readonly title: string;
  readonly description: string;
  /** In the artifact's folder; the first is the spec. */
  readonly files: readonly string[];
  /** Of the spec. */
  readonly bytes: number;
  /** To count, and to draw. */
  readonly seconds: { readonly counting: number; readonly drawing: number };
}

export interface EdaChartLeftOut {
  readonly name: string;
  /** A clause: "the ratings have no times". */
  readonly why: string;
}

export interface EdaResult {
  readonly dataset: string;
  readonly simulated: boolean;
  readonly charts: readonly EdaChartMade[];
  readonly leftOut: readonly EdaChartLeftOut[];
  /** To read the tables and count what many charts ask for. */
  readonly seconds: number;
  /** Relative to the workspace, as is the page in it. */
  readonly path: string;
  readonly page: string;
}

/**
 * Shows what a cleaned data set looks like: to reports/<set>/eda/ a Vega-Lite spec, an SVG and a PNG for each chart, and
 * a page of all. Charts that make no sense for the data set are left out, with why.
 * @throws MISSING_ARTIFACT, UNKNOWN_DATASET; of what lies elsewhere also USAGE, MISSING_FILE, BAD_COLUMNS, NOT_A_DATASET and
 *   what a cluster may
 */
export async function eda(options: SurveyOptions, context: Context): Promise<Fresh<EdaResult>> {
  const { workspace, force = false } = options;
  const source = await surveyed(options, context);
  const { dataset } = source;
  const folder = workspace.report(dataset, 'eda');

  const started = performance.now();
  return runStage(
    {
      workspace,
      stage: 'eda',
      dataset,
      folder,
      options: source.options,
      inputs: source.inputs,
      force: force || source.isElsewhere,
    },
    context,
    (temporary) =>
      source.use(temporary, context, async (survey): Promise<EdaResult> => {
        const opened = performance.now();
        context.log(`Drawing the charts of "${dataset}"`);
        const charts: EdaChartMade[] = [];
        const specs = new Map<string, VegaLiteSpec>();
        const leftOut: EdaChartLeftOut[] = [];
        for await (const at of steps(context, edaCharts.length, 'charts')) {
          const chart = edaCharts[at];
          const started = performance.now();
          const found = await chart.survey(survey);
          if (found instanceof LeftOut) {
            leftOut.push({ name: chart.name, why: found.why });
            continue;
          }
          const counted = performance.now();
          const spec = chart.spec(found);
          const files = await writeChart(temporary, chart.name, spec);
          specs.set(chart.name, spec);
          charts.push({
            name: chart.name,
            section: chart.section,
            title: titleOf(spec),
            description: spec.description ?? '',
            files,
            bytes: (await stat(join(temporary, files[0]))).size,
            seconds: { counting: (counted - started) / 1000, drawing: (performance.now() - counted) / 1000 },
          });
        }
        const page = edaPage(await outlineOf(survey), charts, leftOut, { specs, command: source.command });
        await writeFileWhole(join(temporary, pageName), await toHtml(page, { interactive: true }));
        const path = relative(workspace.root, folder);
        const seconds = (opened - started) / 1000;
        return { dataset, simulated: survey.simulated, charts, leftOut, seconds, path, page: join(path, pageName) };
      }),
  );
}

const pageName = 'index.html';

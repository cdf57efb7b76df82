import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readManifest } from '../../artifacts/manifest.ts';
import { MovierecError } from '../../errors.ts';
import type { EdaResult } from '../../stages/eda.ts';
import { large } from '../compression.ts';
import { chartList, chartSpec } from '../contract.ts';
import type { Routes } from '../route.ts';

/** The charts that `movierec eda` has drawn: of those that its manifest lists, and of no other file. */
export const chartRoutes: Routes = (server, { workspace, data }) => {
  const folder = workspace.report(data.dataset, 'eda');
  const hint = `Run: movierec eda --dataset ${data.dataset}`;
  const drawn = async (): Promise<EdaResult['charts']> =>
    ((await readManifest(folder))?.result as EdaResult | undefined)?.charts ?? [];

  server.get(
    '/api/charts',
    { schema: { tags: ['charts'], summary: 'The charts of the data set', response: { 200: chartList } } },
    async () => {
      const charts = await drawn();
      return {
        charts: charts.map(({ name, section, title, description }) => ({ chart: name, section, title, description })),
        hint: charts.length === 0 ? hint : null,
      };
    },
  );
  server.get(
    '/api/charts/:chart',
    {
      compress: large,
      schema: {
        tags: ['charts'],
        summary: 'A chart, as a Vega-Lite specification',
        params: z.object({ chart: z.string().max(100) }),
        response: { 200: chartSpec },
      },
    },
    async ({ params }) => {
      const charts = await drawn();
      const chart = charts.find(({ name }) => name === params.chart);
      if (!chart) {
        const names = charts.map(({ name }) => name).join(', ');
        throw new MovierecError(
          'UNKNOWN_CHART',
          `there is no chart "${params.chart}".`,
          names === '' ? hint : `There are: ${names}.`,
        );
      }
      const { name, title, description, files } = chart;
      const spec = JSON.parse(await readFile(join(folder, files[0]), 'utf8')) as Record<string, unknown>;
      return { chart: name, title, description, spec };
    },
  );
};

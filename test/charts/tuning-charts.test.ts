import { describe, expect, test } from 'vitest';
import type { VegaLiteSpec } from '../../src/charts/chart.ts';
import { logTicks } from '../../src/charts/log-ticks.ts';
import { parameterEffects } from '../../src/charts/parameter-effects.ts';
import { parameterImportance } from '../../src/charts/parameter-importance.ts';
import { renderChart } from '../../src/charts/render.ts';
import { tuningHistory } from '../../src/charts/tuning-history.ts';

const titleOf = ({ title }: VegaLiteSpec): string =>
  (title as { text: string[] }).text.join(' ').replaceAll('\u00a0', ' ');
const rowsOf = ({ data }: { data?: unknown }) => (data as { values: Record<string, unknown>[] }).values;
const svd = { model: 'svd', metric: 'rmse', better: 'lower' } as const;
const trials = [
  { trial: 0, value: 0.9, best: 0.9 },
  { trial: 1, value: null, best: 0.9 },
  { trial: 2, value: 0.8612, best: 0.8612 },
];

describe('the history of a search', () => {
  test.each([
    [0.8706, 'svd: RMSE 0.8612 after 3 trials, 0.0094 better than the defaults'],
    [0.85, 'svd: RMSE 0.8612 after 3 trials, 0.0112 worse than the defaults'],
    [0.86122, 'svd: RMSE 0.8612 after 3 trials, no better than the defaults'],
    [undefined, 'svd: RMSE 0.8612 after 3 trials'],
  ])('beside defaults of %d the title says: %s', (defaults, title) => {
    expect(
      titleOf(
        tuningHistory.spec({
          ...svd,
          trials,
          ...(defaults !== undefined && { start: { name: 'the defaults', value: defaults } }),
        }),
      ),
    ).toBe(title);
  });

  test('where higher is better, more is better, and what is no default is not called so', () => {
    const ials = {
      model: 'ials',
      metric: 'ndcg@10',
      better: 'higher',
      trials,
      start: { name: 'the start', value: 0.85 },
    } as const;
    expect(titleOf(tuningHistory.spec(ials))).toBe('ials: NDCG@10 0.9000 after 3 trials, 0.0500 better than the start');
  });

  test('the first of the best is marked, a failed trial too, and every trial is drawn once', () => {
    const equal = [...trials, { trial: 3, value: 0.8612, best: 0.8612 }];
    const rows = rowsOf(tuningHistory.spec({ ...svd, trials: equal }));
    const outcomes = rows.map(({ trial, outcome }) => [trial, outcome]).sort();
    expect(outcomes).toEqual([
      [0, 'trial'],
      [1, 'failed'],
      [2, 'best trial'],
      [3, 'trial'],
    ]);
  });
});

describe('what mattered in a search', () => {
  const parameters = [
    { name: 'factors', share: 0.061 },
    { name: 'regularization', share: 0.62 },
    { name: 'epochs', share: 0 },
  ];

  test('the bars are ranked, with their shares in percent, and the title names the first', async () => {
    const spec = parameterImportance.spec({ ...svd, parameters });
    expect(titleOf(spec)).toBe('What mattered most for svd: regularization');
    expect(rowsOf(spec).map(({ name }) => name)).toEqual(['regularization', 'factors', 'epochs']);
    const { svg } = await renderChart(spec);
    const order = ['regularization', 'factors', 'epochs'].map((name) => svg.indexOf(`>${name}<`));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    for (const label of ['62 %', '6 %', '0 %']) expect(svg).toContain(`>${label}<`);
  });

  test('where nothing explains half a percent, the title says that nothing mattered', () => {
    const spec = parameterImportance.spec({ ...svd, parameters: [{ name: 'factors', share: 0.004 }] });
    expect(titleOf(spec)).toBe('No parameter alone mattered for svd’s RMSE');
  });
});

describe('the effects of parameters', () => {
  const tried = [4, 0.5, 0.02].map((damping, at) => ({
    ...trials[at],
    parameters: { damping, steps: at === 2, 'svd.factors': 10 * at },
  }));
  const parameters = [
    { name: 'damping', scale: 'log' },
    { name: 'steps', scale: 'category' },
    { name: 'svd.factors', scale: 'linear' },
  ] as const;
  const panelsOf = (spec: VegaLiteSpec) =>
    (
      spec as unknown as {
        concat: { encoding: { x: { type: string; title: string; scale?: object } }; data: unknown }[];
      }
    ).concat;

  test('the title says what the best trial had', () => {
    expect(titleOf(parameterEffects.spec({ ...svd, parameters, trials: tried }))).toBe(
      'svd: the best trial (RMSE 0.8612) has damping 0.02, steps true, and svd.factors 20',
    );
  });

  test('each parameter has a plot with its values on an axis of its scale', () => {
    const panels = panelsOf(parameterEffects.spec({ ...svd, parameters, trials: tried }));
    expect(panels.map(({ encoding: { x } }) => [x.title, x.type])).toEqual([
      ['damping (log scale)', 'quantitative'],
      ['steps', 'nominal'],
      ['svd.factors', 'quantitative'],
    ]);
    expect(panels[0].encoding.x.scale).toMatchObject({ type: 'log' });
    expect(
      panels.map((panel) =>
        rowsOf(panel)
          .map(({ trial, setting }) => [trial, setting])
          .sort(),
      ),
    ).toEqual([
      [
        [0, 4],
        [1, 0.5],
        [2, 0.02],
      ],
      [
        [0, false],
        [1, false],
        [2, true],
      ],
      [
        [0, 0],
        [1, 10],
        [2, 20],
      ],
    ]);
  });

  test('where the best trial had other epochs than those it is shown among, it is the one that is named', () => {
    const rungs = [0.95, 0.96, 0.87].map((value, trial) => ({
      trial,
      value,
      parameters: { damping: trial + 1, epochs: trial === 2 ? 30 : 1 },
    }));
    const spec = parameterEffects.spec({ ...svd, parameters: [parameters[0]], trials: rungs });
    expect(titleOf(spec)).toBe('svd: the best trial (RMSE 0.8700) has damping 3');
    expect((spec.title as { subtitle: string[] }).subtitle.join(' ')).toBe(
      'The best trial was fitted in 30 epochs, the others shown here in 1 epoch.',
    );
  });

  test('every tick of a logarithmic axis has its label, also those that Vega would leave bare', async () => {
    const values = [15, 40, 150, 700, 2200].map((damping, trial) => ({ trial, value: 0.9, parameters: { damping } }));
    const { svg } = await renderChart(parameterEffects.spec({ ...svd, parameters: [parameters[0]], trials: values }));
    const across = svg.slice(svg.indexOf('role-axis'), svg.indexOf('role-mark'));
    const labels = [...across.matchAll(/role-axis-label.*?<\/g>/gs)][0][0];
    const shown = [...labels.matchAll(/>([^<>]*)<\/text>/g)].map(([, text]) => Number(text));
    expect(shown).toEqual(logTicks(15, 2200, 164)); // 180 pixels, of which 8 are free at either side
    expect(shown).toEqual(expect.arrayContaining([100, 1000]));
  });

  test('0 has no logarithm: with it, the axis is a plain one', () => {
    const zero = [{ ...tried[0], parameters: { damping: 0 } }, tried[2]];
    const [panel] = panelsOf(parameterEffects.spec({ ...svd, parameters: [parameters[0]], trials: zero }));
    expect(panel.encoding.x.title).toBe('damping');
    expect(panel.encoding.x.scale).not.toHaveProperty('type');
  });
});

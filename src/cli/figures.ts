import type { Estimate } from '../evaluation/measure.ts';
import type { Segmentation } from '../evaluation/segments/summarize-segments.ts';
import type { EvaluateResult, ModelEvaluation } from '../stages/evaluate.ts';
import { decimal, table, whole } from './output.ts';

/** With so many models beside each other the intervals still fit on a page. */
const mostColumns = 4;
/** With so many figures of one model they still fit in its row. */
const mostFigures = 9;

/** A model's figures. */
export interface Column {
  readonly model: string;
  readonly metrics: Readonly<Record<string, Estimate>>;
}

/**
 * Figures of models: of one beside their definitions; of a few one column each, with the half-width of their 95 %
 * intervals; of many one row each, the best first.
 */
export function figuresTable(models: readonly Column[], { definitions, cutoffs, ranking }: EvaluateResult): string {
  const order = Object.keys(definitions).flatMap((name) => [name, ...cutoffs.map((k) => `${name}@${k}`)]);
  const keys = order.filter((key) => models.some(({ metrics }) => key in metrics));
  if (models.length === 1) {
    const [{ model, metrics }] = models;
    const said = new Set<string>();
    const rows = keys.map((key) => {
      const [name] = key.split('@');
      const definition = said.has(name) ? '' : definitions[name];
      said.add(name);
      return [key, withInterval(metrics[key]), definition];
    });
    return table(['', model, 'definition'], rows, [model]);
  }
  if (models.length <= mostColumns || keys.length > mostFigures) {
    const rows = keys.map((key) => [key, ...models.map(({ metrics }) => withInterval(metrics[key]))]);
    const names = models.map(({ model }) => model);
    return table(['', ...names], rows, names);
  }
  const place = ({ model }: Column): number => ranking.models.findIndex((ranked) => ranked.model === model);
  const rows = models
    .toSorted((a, b) => (place(a) + 1 || Infinity) - (place(b) + 1 || Infinity))
    .map(({ model, metrics }) => [model, ...keys.map((key) => decimal(metrics[key]?.value))]);
  return table(['model', ...keys], rows, keys);
}

/** A figure with the half-width of its interval. */
export function withInterval(estimate: Estimate | undefined, digits = 4): string {
  if (!estimate) return '–';
  const { value, low, high } = estimate;
  if (low === null || high === null) return decimal(value, digits);
  return `${decimal(value, digits)} ± ${decimal((high - low) / 2, digits)}`;
}

/** How figures differ between groups of people and of films, and by how much at most. */
export function segmentsText(models: readonly Pick<ModelEvaluation, 'model' | 'segments'>[]): string {
  const [first] = models;
  return first.segments
    .map(({ by, kind, groups }, at) => {
      const found = models.map(({ model, segments }) => ({ model, segmentation: segments[at] }));
      const columns = found.flatMap(({ model, segmentation }) =>
        keysOf(segmentation).map((key) => ({ head: `${model} ${key}`, key, segmentation })),
      );
      const rows = groups.map(({ name, people }) => [
        name,
        whole(people),
        ...columns.map(({ key, segmentation }) => {
          return decimal(segmentation.groups.find((group) => group.name === name)?.metrics[key]?.value);
        }),
      ]);
      const gaps = [
        'largest gap',
        '',
        ...columns.map(({ key, segmentation }) => decimal(segmentation.gaps[key]?.difference)),
      ];
      const heads = columns.map(({ head }) => head);
      const title = kind === 'films' ? `Films by ${by}` : `People by ${by}`;
      return `${title}\n${table(['', 'people', ...heads], [...rows, gaps], ['people', ...heads])}`;
    })
    .join('\n\n');
}

const keysOf = ({ groups }: Segmentation): string[] => [
  ...new Set(groups.flatMap(({ metrics }) => Object.keys(metrics))),
];

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

/** What the figures of groups may take on a page, beside the name of the group and how many people it is of. */
const widestSegments = 75;

/** A model's figure in a table of groups. */
interface GroupColumn {
  readonly head: string;
  readonly key: string;
  readonly segmentation: Segmentation;
}

/**
 * How figures differ between groups of people and of films, and by how much at most: a table for each grouping, or, where
 * that would be too wide, for each figure of it.
 */
export function segmentsText(models: readonly Pick<ModelEvaluation, 'model' | 'segments'>[]): string {
  const groupings = new Map(models.flatMap(({ segments }) => segments.map(({ by, kind }) => [by, kind] as const)));
  const tables = [...groupings].flatMap(([by, kind]) => {
    const title = `${kind === 'films' ? 'Films' : 'People'} by ${by}`;
    const columns = models.flatMap(({ model, segments }) => {
      const segmentation = segments.find((one) => one.by === by);
      return segmentation
        ? keysOf(segmentation).map((key) => ({ head: `${model} ${key}`, key, segmentation, model }))
        : [];
    });
    const width = columns.reduce((sum, { head }) => sum + 2 + head.length, 0);
    if (width <= widestSegments) return [`${title}\n${groupTable(columns)}`];
    return [...new Set(columns.map(({ key }) => key))].map((key) => {
      const own = columns.filter((column) => column.key === key);
      return `${title}: ${key}\n${groupTable(own.map((column) => ({ ...column, head: column.model })))}`;
    });
  });
  return tables.join('\n\n');
}

function groupTable(columns: readonly GroupColumn[]): string {
  // A model that only ranks has no part in groups of films that cannot be listed.
  const fullest = columns.toSorted((a, b) => b.segmentation.groups.length - a.segmentation.groups.length);
  const people = new Map(
    fullest.flatMap(({ segmentation }) => segmentation.groups.map((one) => [one.name, one.people])),
  );
  const rows = [...people].map(([name, count]) => [
    name,
    whole(count),
    ...columns.map(({ key, segmentation }) => {
      return decimal(segmentation.groups.find((group) => group.name === name)?.metrics[key]?.value);
    }),
  ]);
  const gaps = columns.map(({ key, segmentation }) => decimal(segmentation.gaps[key]?.difference));
  const heads = columns.map(({ head }) => head);
  return table(['', 'people', ...heads], [...rows, ['largest gap', '', ...gaps]], ['people', ...heads]);
}

const keysOf = ({ groups }: Segmentation): string[] => [
  ...new Set(groups.flatMap(({ metrics }) => Object.keys(metrics))),
];

import { rowCountOf, rowOf, type Comparison, type Measure, type SparseRow } from '../similarities.ts';

/** What the kernel of this name computes, pair by pair and from the textbook's formulas, in float64. */
export function similarities(comparison: Comparison, row: SparseRow): number[] {
  const own = valuesOf(row);
  return Array.from({ length: rowCountOf(comparison) }, (_, other) => {
    if (other === row.self) return 0;
    const theirs = valuesOf(rowOf(comparison, other));
    const common = [...own.keys()].filter((column) => theirs.has(column));
    const x = common.map((column) => own.get(column)!);
    const y = common.map((column) => theirs.get(column)!);
    const likeness = formulas[comparison.measure](x, y, own.size + theirs.size - common.length);
    const count = comparison.measure === 'pearson-baseline' ? common.length - 1 : common.length;
    return likeness > 0 && count > 0 ? (likeness * count) / (count + comparison.shrinkage) : 0;
  });
}

const formulas: Readonly<Record<Measure, (x: number[], y: number[], either: number) => number>> = {
  cosine,
  'pearson-baseline': cosine,
  pearson: (x, y) => (x.length < 2 ? 0 : cosine(centered(x), centered(y))),
  msd: (x, y) => 1 / (sum(x.map((value, at) => (value - y[at]) ** 2)) / x.length + 1),
  jaccard: (x, _, either) => x.length / either,
  product: (x, y) => sum(x.map((value, at) => value * y[at])),
};

function cosine(x: number[], y: number[]): number {
  const squares = sum(x.map((value) => value ** 2)) * sum(y.map((value) => value ** 2));
  return squares > 1e-20 ? formulas.product(x, y, 0) / Math.sqrt(squares) : 0;
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const centered = (values: number[]): number[] => values.map((value) => value - sum(values) / values.length);

const valuesOf = ({ indexes, values }: SparseRow): Map<number, number> =>
  new Map(Array.from(indexes, (column, at) => [column, values[at]]));

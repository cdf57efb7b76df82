/** What one row of `deviations` is computed from: each row's values by column, and their levels. */
export interface Deviating {
  readonly rows: readonly ReadonlyMap<number, number>[];
  readonly levels: readonly number[];
  readonly prior: number;
}

/** What the kernel of this name computes for a row, pair by pair in float64: means, and of how many columns they are. */
export function deviations({ rows, levels, prior }: Deviating, row: number): { means: number[]; counts: number[] } {
  const pairs = rows.map((other) => [...rows[row].keys()].filter((column) => other.has(column)));
  const means = pairs.map((columns, other) => {
    if (other === row || columns.length + prior === 0) return NaN;
    const differences = columns.map((column) => rows[other].get(column)! - rows[row].get(column)!);
    const sum = differences.reduce((total, value) => total + value, prior * (levels[other] - levels[row]));
    return sum / (columns.length + prior);
  });
  return { means, counts: pairs.map((columns) => columns.length) };
}

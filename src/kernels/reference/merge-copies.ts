/** A row as it was, and what those who changed it made of it. */
export interface MergedRow {
  readonly before: ArrayLike<number>;
  readonly copies: readonly ArrayLike<number>[];
}

/** The row plus the sum of all changes to its first `summed` numbers, and the mean of all changes to the others. */
export const mergeCopies = ({ before, copies }: MergedRow, summed: number): Float64Array =>
  Float64Array.from(before, (value, at) => {
    const change = copies.reduce((sum, copy) => sum + (copy[at] - value), 0);
    return copies.length === 0 || at < summed ? value + change : value + change / copies.length;
  });

import { floatAt, setFloat } from './arrays';

/**
 * EASE's weights B = I − P diag(1 / diag P), so with a zero diagonal (Steck 2019, eq. 8), made in place from the upper
 * triangle of −P: where rows from `firstRow` to before `lastRow` meet columns from `firstColumn` to before `lastColumn`
 * on or above the diagonal, and in the elements mirrored to these. `reciprocals` holds 1 / diag P. O(elements).
 */
export function easeWeights(
  firstRow: i32,
  lastRow: i32,
  firstColumn: i32,
  lastColumn: i32,
  matrix: usize,
  size: i32,
  reciprocals: usize,
): void {
  const rowBytes = (<usize>size) << 2;
  for (let row = firstRow; row < lastRow; row++) {
    const upper = matrix + <usize>row * rowBytes;
    const ofRow = floatAt(reciprocals, row);
    if (row >= firstColumn && row < lastColumn) setFloat(upper, row, 0);
    for (let column = max(firstColumn, row + 1); column < lastColumn; column++) {
      const negative = floatAt(upper, column);
      setFloat(upper, column, negative * floatAt(reciprocals, column));
      setFloat(matrix + <usize>column * rowBytes, row, negative * ofRow);
    }
  }
}

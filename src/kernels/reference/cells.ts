/** The entries (row, column) of rows, those of the first block of columns first, within a block in their order. */
export function cells(
  entries: readonly (readonly [row: number, column: number])[],
  blockOf: ArrayLike<number>,
  blocks: number,
): (readonly [row: number, column: number])[][] {
  return Array.from({ length: blocks }, (_, block) => entries.filter(([, column]) => blockOf[column] === block));
}

import { intAt, setInt } from './arrays';

/**
 * Puts the entries of some rows in order of their columns' blocks, within a block by row: `rowsOut` and `columnsOut` get
 * the row and the column of each, in the places that the rows' entries have, from starts[firstRow] to
 * starts[lastRow]. Column c is in block `blockOf[c]`, a byte; cellStarts[b] becomes where block b of `blocks` starts.
 * A counting sort: O(entries).
 */
export function cells(
  firstRow: i32,
  lastRow: i32,
  starts: usize,
  columns: usize,
  blockOf: usize,
  blocks: i32,
  cellStarts: usize,
  rowsOut: usize,
  columnsOut: usize,
  scratch: usize,
): void {
  const from = intAt(starts, firstRow);
  const to = intAt(starts, lastRow);
  memory.fill(scratch, 0, (<usize>blocks) << 2);
  for (let at = from; at < to; at++) {
    const block = load<u8>(blockOf + <usize>intAt(columns, at));
    setInt(scratch, block, intAt(scratch, block) + 1);
  }
  let next = from;
  for (let block = 0; block < blocks; block++) {
    const count = intAt(scratch, block);
    setInt(cellStarts, block, next);
    setInt(scratch, block, next);
    next += count;
  }
  for (let row = firstRow; row < lastRow; row++) {
    const end = intAt(starts, row + 1);
    for (let at = intAt(starts, row); at < end; at++) {
      const column = intAt(columns, at);
      const block = load<u8>(blockOf + <usize>column);
      const place = intAt(scratch, block);
      setInt(scratch, block, place + 1);
      setInt(rowsOut, place, row);
      setInt(columnsOut, place, column);
    }
  }
}

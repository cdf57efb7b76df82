import { floatAt } from './arrays';
import { offer, sortHeap } from './heap';

/**
 * The other half of a step (see similar-rows.ts): the rows from `firstRow`, a multiple of 4, to before `lastRow` are
 * offered those of the block, firstOfBlock to before lastOfBlock, that come before them. Lists of rows in the block are
 * complete then, and are sorted: most alike first, ties by the lower index, 2³¹ − 1 where a list has come to its end.
 */
export function offerSimilarRows(
  firstRow: i32,
  lastRow: i32,
  block: usize,
  firstOfBlock: i32,
  lastOfBlock: i32,
  width: i32,
  size: i32,
  topScores: usize,
  topRows: usize,
): void {
  const listBytes = (<usize>size) << 2;
  const rowBytes = (<usize>width) << 2;
  for (let row = firstRow; row < lastRow; row += 4) {
    const end = min(row + 4, lastRow);
    let worst = worstOf(topScores, row, end, listBytes);
    let similarities = block + ((<usize>row) << 2);
    const last = min(lastOfBlock, end - 1);
    for (let other = firstOfBlock; other < last; other++, similarities += rowBytes) {
      // Those on the lists may come after, so one that equals the worst of them may be better.
      const four = v128.load(similarities);
      const better = v128.and(f32x4.ge(four, worst), f32x4.gt(four, f32x4.splat(0)));
      if (!v128.any_true(better)) continue;
      for (let lane = max(row, other + 1); lane < end; lane++) {
        const similarity = floatAt(similarities, lane - row);
        if (!(similarity > 0)) continue;
        offer(topScores + <usize>lane * listBytes, topRows + <usize>lane * listBytes, size, similarity, other);
      }
      worst = worstOf(topScores, row, end, listBytes);
    }
    for (let own = row; own < min(end, lastOfBlock); own++) {
      if (own >= firstOfBlock) sortHeap(topScores + <usize>own * listBytes, topRows + <usize>own * listBytes, size);
    }
  }
}

/** The worst on each of four lists; what is past the last row is never let in. */
function worstOf(topScores: usize, row: i32, end: i32, listBytes: usize): v128 {
  const first = topScores + <usize>row * listBytes;
  const second = row + 1 < end ? load<f32>(first + listBytes) : <f32>Infinity;
  const third = row + 2 < end ? load<f32>(first + 2 * listBytes) : <f32>Infinity;
  const fourth = row + 3 < end ? load<f32>(first + 3 * listBytes) : <f32>Infinity;
  return f32x4(load<f32>(first), second, third, fourth);
}

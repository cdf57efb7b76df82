/**
 * The fewest changes that turn one text into another: a letter more, less or other, or two neighbors swapped. Optimal string
 * alignment, after Damerau 1964; O(length²). Differs from Levenshtein's in that swapping, the commonest slip, is one change.
 * With a `limit` it gives up as soon as there must be more: then the answer is some number above it.
 */
export function countEdits(from: string, to: string, limit = Infinity): number {
  let before: number[] = [];
  let fewestBefore = 0;
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    let fewest = row;
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1];
      let least = Math.min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + Number(!isSame));
      const isSwapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (isSwapped) least = Math.min(least, before[column - 2] + 1);
      current.push(least);
      if (least < fewest) fewest = least;
    }
    // Later rows come from this one, or by a swap at a cost of one from that before.
    if (fewest > limit && fewestBefore >= limit) return fewest;
    [before, previous, fewestBefore] = [previous, current, fewest];
  }
  return previous[to.length];
}

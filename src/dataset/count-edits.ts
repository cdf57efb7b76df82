/**
 * The fewest changes that turn one text into another: a letter more, less or other, or two neighbors swapped. Optimal string
 * alignment, after Damerau 1964; O(length²). Differs from Levenshtein's in that swapping, the commonest slip, is one change.
 */
export function countEdits(from: string, to: string): number {
  let before: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1];
      let least = Math.min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + Number(!isSame));
      const isSwapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (isSwapped) least = Math.min(least, before[column - 2] + 1);
      current.push(least);
    }
    [before, previous] = [previous, current];
  }
  return previous[to.length];
}

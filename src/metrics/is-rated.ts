/** Whether an item is in a history, which is ascending: a binary search. */
export function isRated(history: ArrayLike<number>, item: number): boolean {
  let from = 0;
  let to = history.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (history[middle] < item) from = middle + 1;
    else to = middle;
  }
  return history[from] === item;
}

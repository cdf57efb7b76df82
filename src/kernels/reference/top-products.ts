/** The product of two rows, each of `width` numbers. */
export function product(users: ArrayLike<number>, user: number, items: ArrayLike<number>, item: number, width: number) {
  let sum = 0;
  for (let f = 0; f < width; f++) sum += users[user * width + f] * items[item * width + f];
  return sum;
}

/** The indexes of the `size` highest scores, best first, ties by the lower index, of those that `mayBe` on the list. */
export function topOf(scores: readonly number[], size: number, mayBe: (index: number) => boolean): number[] {
  return [...scores.keys()]
    .filter(mayBe)
    .sort((a, b) => scores[b] - scores[a] || a - b)
    .slice(0, size);
}

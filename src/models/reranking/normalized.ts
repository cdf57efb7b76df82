/** Numbers from 0 for the lowest to 1 for the highest; all 0 where they are equal. */
export function normalized(values: ArrayLike<number>): Float64Array {
  let [low, high] = [Infinity, -Infinity];
  for (let at = 0; at < values.length; at++) {
    low = Math.min(low, values[at]);
    high = Math.max(high, values[at]);
  }
  return Float64Array.from(values, (value) => (high > low ? (value - low) / (high - low) : 0));
}

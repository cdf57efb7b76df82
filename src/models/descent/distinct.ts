/** The different ones of some indexes below `count`, ascending. */
export function distinct(indexes: Int32Array, count: number): Int32Array {
  const occurs = new Uint8Array(count);
  for (const index of indexes) occurs[index] = 1;
  return Int32Array.from({ length: count }, (_, index) => index).filter((index) => occurs[index] === 1);
}

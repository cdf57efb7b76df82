/** z = n^-½ Σ yⱼ of each user, one after another, and r − z·q of each rating; vectors in rows of `width` numbers. */
export function implicitParts(
  { starts, indexes, values }: { starts: Uint32Array; indexes: Int32Array; values: Float32Array },
  itemVectors: Float32Array,
  itemImplicit: Float32Array,
  width: number,
): { parts: Float64Array; left: Float64Array } {
  const parts = new Float64Array((starts.length - 1) * width);
  const left = new Float64Array(values.length);
  for (let user = 0; user + 1 < starts.length; user++) {
    const items = indexes.subarray(starts[user], starts[user + 1]);
    const z = Float64Array.from({ length: width }, (_, f) =>
      items.reduce((sum, item) => sum + itemImplicit[item * width + f] / Math.sqrt(items.length), 0),
    );
    parts.set(z, user * width);
    for (let at = starts[user]; at < starts[user + 1]; at++) {
      left[at] = z.reduce((rest, x, f) => rest - x * itemVectors[indexes[at] * width + f], values[at]);
    }
  }
  return { parts, left };
}

/**
 * SELECTs which of overlapping bins a number falls into, as `film`, `feature` and `amount`: at a bin's center it is
 * wholly in it, and between two centers in both, by how near each is; so numbers close to each other always share a bin.
 * What lies outside the outermost centers is in these. `phrases` belong to the `centers`, which ascend.
 */
export function overlappingBins(
  from: string,
  number: string,
  bins: readonly { readonly center: number; readonly phrase: string }[],
): string {
  const selects = bins.map(({ center, phrase }, at) => {
    const below = bins[at - 1]?.center;
    const above = bins[at + 1]?.center;
    const rising = below === undefined ? '1' : `(${number} - ${below}) / ${center - below}::DOUBLE`;
    const falling = above === undefined ? '1' : `(${above} - ${number}) / ${above - center}::DOUBLE`;
    const amount = `greatest(0, least(1, ${rising}, ${falling}))`;
    return `SELECT film, '${phrase}' AS feature, ${amount} AS amount FROM ${from} WHERE ${number} IS NOT NULL`;
  });
  return selects.join(' UNION ALL ');
}

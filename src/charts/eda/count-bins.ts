/**
 * Bins for counts, about equally wide on a log scale: 1, 2, 3–4, then from 5 each twice as wide as the one before, so that
 * 5 and 20 are ends of bins. By their lower ends.
 */
const lowest = [1, 2, 3];

/** The lower end of the bin that `column` (1 or more) falls into, in SQL. */
export const countBin = (column: string): string =>
  `CASE WHEN ${column} >= 5 THEN 5 * 2 ** floor(log2(${column} / 5)) WHEN ${column} >= 3 THEN 3 ELSE ${column} END::BIGINT`;

/** The lower ends of all bins from the one that starts at `first` to the one that starts at `last`. */
export function countBins(first: number, last: number): number[] {
  const bins = [...lowest];
  for (let bin = 5; bin <= last; bin *= 2) bins.push(bin);
  return bins.filter((bin) => bin >= first && bin <= last);
}

/** A bin as axes name it: "1", "3–4", "20–39". */
export function countBinName(bin: number): string {
  const last = bin < 3 ? bin : bin === 3 ? 4 : 2 * bin - 1;
  const [from, to] = [bin, last].map((end) => end.toLocaleString('en-US'));
  return bin === last ? from : `${from}–${to}`;
}

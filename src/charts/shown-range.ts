export type Better = 'higher' | 'lower';

/**
 * Which figures an axis has room for, `[from, to]`, so that a few hopeless ones do not squeeze all others into a line:
 * all good ones, and bad ones up to three times the interquartile range beyond the worse quartile, which is where
 * Tukey 1977 begins to call them far out. `always` is shown in any case. Figures outside are for `pin`.
 */
export function shownRange(figures: readonly number[], better: Better, always: readonly number[] = []): Range {
  // Figures turned so that higher is worse.
  const turn = better === 'lower' ? 1 : -1;
  const sorted = figures.map((figure) => turn * figure).sort((a, b) => a - b);
  const quartile = (quarters: number): number => sorted[Math.floor(((sorted.length - 1) * quarters) / 4)];
  const fence = quartile(3) + 3 * (quartile(3) - quartile(1));
  const shown = [
    ...sorted.filter((figure) => sorted.length < 5 || figure <= fence),
    ...always.map((one) => turn * one),
  ];
  const [low, high] = [Math.min(...shown), Math.max(...shown)];
  const margin = 0.06 * (high - low) || 0.01 * Math.abs(high) || 0.01;
  return turn > 0 ? [low - margin, high + margin] : [-high - margin, -low + margin];
}

export type Range = readonly [from: number, to: number];

/** The figure itself, or the end of the range that it is beyond. */
export const pin = (figure: number, [from, to]: Range): number => Math.min(Math.max(figure, from), to);

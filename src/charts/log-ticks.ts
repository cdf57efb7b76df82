/** What is to stay free between two labels, in pixels. */
const gap = 5;

/**
 * Numbers to write along a logarithmic axis from `low` to `high` (both above 0) that is `width` pixels wide, ascending: as
 * many as fit beside each other of the powers of ten (every second or third, where they are many); where these are fewer
 * than four, of 5 and 2 times these, and then, of fewer than three, of all of 1 to 9 times. Both ends, where even that
 * gives fewer than two.
 */
export function logTicks(low: number, high: number, width: number): number[] {
  const decades = range(Math.floor(Math.log10(low)), Math.ceil(Math.log10(high)));
  const within = (exponents: readonly number[], factor: number): number[] =>
    exponents.map((exponent) => Number(`${factor}e${exponent}`)).filter((tick) => tick >= low && tick <= high);
  const place = (tick: number): number => (width * Math.log(tick / low)) / (Math.log(high / low) || 1);
  const isClear = (one: number, other: number): boolean =>
    Math.abs(place(one) - place(other)) >= (labelWidth(one) + labelWidth(other)) / 2 + gap;

  const powers = range(1, decades.length)
    .map((stride) => within(everyOther(decades, stride), 1))
    .find((ticks) => ticks.every((tick, at) => at === 0 || isClear(ticks[at - 1], tick)))!;
  const chosen = [...powers];
  const add = (factor: number): void => {
    for (const tick of within(decades, factor)) if (chosen.every((other) => isClear(tick, other))) chosen.push(tick);
  };
  // Where not even all powers fit, the gaps between them are not for others.
  const isWhole = powers.length === within(decades, 1).length;
  if (isWhole && powers.length < 4) [5, 2].forEach(add);
  if (chosen.length < 3) [3, 4, 6, 7, 8, 9].forEach(add);
  return chosen.length >= 2 ? chosen.sort((a, b) => a - b) : [...new Set([low, high])];
}

/** Every so many-th, counted so that 1 is among them. */
const everyOther = (exponents: readonly number[], stride: number): number[] =>
  exponents.filter((exponent) => exponent % stride === 0);

/** In DejaVu Sans at the theme's 11 pixels, where a digit has 7 and a point half of that. */
const labelWidth = (tick: number): number =>
  7 * String(tick).replace('.', '').length + (Number.isInteger(tick) ? 0 : 3.5);

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);

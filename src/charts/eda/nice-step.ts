/** The smallest of 1, 2, 2.5 and 5 times a power of ten that cuts a range into at most so many parts. */
export function niceStep(range: number, most: number): number {
  const power = Math.floor(Math.log10(range / most));
  return [1, 2, 2.5, 5, 10]
    .map((factor) => factor * 10 ** power)
    .map(rounded)
    .find((step) => range / step <= most)!;
}

/** Without what binary fractions add: 0.3 for 3 × 0.1. */
const rounded = (step: number): number => Number(step.toPrecision(2));

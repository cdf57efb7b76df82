/** The smallest of 1, 2 and 5 times a power of ten that cuts a range into at most so many parts. */
export function niceStep(range: number, most: number): number {
  const power = Math.floor(Math.log10(range / most));
  return [1, 2, 5, 10].map((factor) => Number(`${factor}e${power}`)).find((step) => range / step <= most)!;
}

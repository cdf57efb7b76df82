/** The length of rows of so many numbers, as the kernels want it: the next multiple of 4. */
export const widthFor = (numbers: number): number => Math.ceil(numbers / 4) * 4;

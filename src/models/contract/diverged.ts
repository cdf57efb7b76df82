import { MovierecError } from '../../errors.ts';

/** The error of a descent whose numbers went to infinity; `epoch` counts from 0. */
export const diverged = (model: string, epoch: number, parameter: string, value: number): MovierecError =>
  new MovierecError(
    'DIVERGED',
    `${model} diverged in epoch ${epoch + 1}: the error is no longer a number.`,
    `Lower the learning rate: --set ${parameter}=${Number((value / 4).toPrecision(2))}`,
  );

/** Whether every number of the arrays is one. */
export const areFinite = (...arrays: readonly Float32Array[]): boolean =>
  arrays.every((array) => {
    // A sum is NaN or infinite if any of its terms is, and costs a pass without a branch.
    let sum = 0;
    for (let at = 0; at < array.length; at++) sum += array[at];
    return Number.isFinite(sum);
  });

const [beta1, beta2, epsilon] = [0.9, 0.999, 1e-8];

/** What the kernels of Adam want for step t, counted from 1: the rate, its usual constants and their corrections. */
export const adamSizes = (rate: number, step: number) =>
  [rate, beta1, beta2, epsilon, 1 - beta1 ** step, 1 - beta2 ** step] as const;

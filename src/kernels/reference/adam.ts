/** What a descent by Adam keeps of each weight: the moving averages of its gradient and of the gradient's square. */
export interface Moments {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

export interface AdamOptions {
  readonly rate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** Step `step`, counted from 1, of Adam (Kingma and Ba 2015, algorithm 1) in float64, in place. */
export function adam(
  weights: Float64Array,
  gradients: Float64Array,
  { first, second }: Moments,
  step: number,
  { rate, beta1, beta2, epsilon }: AdamOptions,
): void {
  for (let at = 0; at < weights.length; at++) {
    first[at] = beta1 * first[at] + (1 - beta1) * gradients[at];
    second[at] = beta2 * second[at] + (1 - beta2) * gradients[at] ** 2;
    const mean = first[at] / (1 - beta1 ** step);
    const square = second[at] / (1 - beta2 ** step);
    weights[at] -= (rate * mean) / (Math.sqrt(square) + epsilon);
  }
}

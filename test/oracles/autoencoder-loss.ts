/** The weights of the network as rows; the last weight of each row of `code`, `decoder` and `output` is an offset. */
export interface Rows {
  readonly input: readonly ArrayLike<number>[];
  readonly code: readonly ArrayLike<number>[];
  readonly decoder: readonly ArrayLike<number>[];
  readonly output: readonly ArrayLike<number>[];
}

/** Someone in a batch. */
export interface Person {
  readonly likes: readonly number[];
  /** The films that the network is shown, each with its weight. */
  readonly shown: ReadonlyMap<number, number>;
  /** Standard normal noise of the code; none for the mean itself. */
  readonly noise?: readonly number[];
}

const affine = (weights: ArrayLike<number>, inputs: readonly number[]): number =>
  inputs.reduce((sum, input, at) => sum + weights[at] * input, weights[inputs.length]);

/** The scores of all films for one person, and the divergence of the code, film by film and unit by unit. */
export function forward({ input, code, decoder, output }: Rows, { shown, noise }: Person) {
  const films = output.length;
  const hidden = decoder.map((_, unit) =>
    Math.tanh([...shown].reduce((sum, [film, weight]) => sum + weight * input[film][unit], input[films][unit])),
  );
  const latent = code.length / 2;
  const means = code.slice(0, latent).map((weights) => affine(weights, hidden));
  const logVariances = code.slice(latent).map((weights) => affine(weights, hidden));
  const drawn = means.map((mean, at) => mean + (noise ? noise[at] * Math.exp(logVariances[at] / 2) : 0));
  const decoded = decoder.map((weights) => Math.tanh(affine(weights, drawn)));
  const scores = output.map((weights) => affine(weights, decoded));
  const divergence = means.reduce(
    (sum, mean, at) => sum + (Math.exp(logVariances[at]) + mean ** 2 - 1 - logVariances[at]) / 2,
    0,
  );
  return { scores, divergence };
}

/** The loss of a batch, a person on average (Liang et al. 2018, eq. 5, with the sign changed). */
export function autoencoderLoss(rows: Rows, people: readonly Person[], priorWeight: number): number {
  const losses = people.map((person) => {
    const { scores, divergence } = forward(rows, person);
    const sum = scores.reduce((total, score) => total + Math.exp(score), 0);
    const logLoss = person.likes.reduce((total, film) => total - Math.log(Math.exp(scores[film]) / sum), 0);
    return logLoss + (person.noise ? priorWeight * divergence : 0);
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / people.length;
}

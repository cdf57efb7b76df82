import { fillNormal } from '../../random.ts';
import { codeWidth, type NetworkSize } from './network.ts';

/** The codes of some people and how they came about. */
export interface Codes {
  /** Rows of `codeWidth`: the code, a 1 and zeros. */
  readonly codes: Float32Array;
  /** What each code is its mean plus: noise times deviation; rows of `latent`. */
  readonly noise: Float32Array;
}

/** Which normal numbers the noise is made of; none for codes without noise. */
export interface Noise {
  readonly seed: number;
  readonly purpose: string;
  readonly first: number;
}

/**
 * Draws a code for each person from what the encoder says, rows of means and logarithms of variances: z = μ + σ ε (the
 * reparametrization of Kingma and Welling 2014), or z = μ without noise.
 */
export function drawCodes(parameters: Float32Array, size: NetworkSize, codes: Float32Array, noise?: Noise): Codes {
  const { latent } = size;
  const [width, codeRow] = [2 * latent, codeWidth(size)];
  const people = codes.length / codeRow;
  const drawn = new Float32Array(people * latent);
  if (noise) fillNormal(drawn, noise.seed, noise.purpose, { first: noise.first });
  for (let row = 0; row < people; row++) {
    for (let l = 0; l < latent; l++) {
      if (noise) drawn[row * latent + l] *= Math.exp(parameters[row * width + latent + l] / 2);
      codes[row * codeRow + l] = parameters[row * width + l] + drawn[row * latent + l];
    }
    codes[row * codeRow + latent] = 1;
  }
  return { codes, noise: drawn };
}

/**
 * The divergence KL(N(μ, σ²) ‖ N(0, 1)) = ½ Σ (σ² + μ² − 1 − ln σ²) of all codes, and in `gradients`, rows like those of
 * the parameters, the gradient of `prior` times that plus what the decoder asks for: `ofCodes`, its gradient by the
 * codes. Without a prior, variances are of no use and get no gradient.
 */
export function codeGradients(
  parameters: Float32Array,
  size: NetworkSize,
  { noise }: Codes,
  ofCodes: Float32Array,
  prior: number | undefined,
  gradients: Float32Array,
): number {
  const { latent } = size;
  const [width, codeRow] = [2 * latent, codeWidth(size)];
  let divergence = 0;
  for (let row = 0; row * width < parameters.length; row++) {
    for (let l = 0; l < latent; l++) {
      const [mean, deviation] = [row * width + l, row * width + latent + l];
      const wanted = ofCodes[row * codeRow + l];
      gradients[mean] = wanted + (prior ?? 0) * parameters[mean];
      if (prior === undefined) continue;
      const variance = Math.exp(parameters[deviation]);
      gradients[deviation] = (wanted * noise[row * latent + l] + prior * (variance - 1)) / 2;
      divergence += (variance + parameters[mean] ** 2 - 1 - parameters[deviation]) / 2;
    }
  }
  return divergence;
}

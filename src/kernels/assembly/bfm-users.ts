import { floatAt, intAt, setFloat } from './arrays';
import { factorize, solveFactorized } from './cholesky';
import { gather } from './gather';
import { dot } from './vectors';
import { truncatedMean } from './normal';
import { addOuterProducts } from './outer-products';

/** Ratings whose vectors are gathered at a time. */
const ratingsAtOnce: i32 = 64;

/**
 * The vectors of the users from `firstUser` to before `lastUser`, for each of `samples` draws of all else. In one sample
 * the prediction for item i at time bin t is linear in the user's own (v, w):
 *
 *   ŷ = g + v · (z + V + T) + w,   g = mean + n^-½ Σ wⱼ + (|z|² − Σ |yⱼ|² / n) / 2 + cᵢ + wₜ + z · (V + T) + V · T
 *
 * with z = n^-½ Σ yⱼ over the n items of the history, and V, T, c, w the vectors and weights of item and bin. So (v, w)
 * is normal given the history, with the precision α Σ x xᵀ + diag(λ), x = (z + V + T, 1), and this writes its mean: to
 * a row of `userVectors` of `width` numbers (v + z) / samples for each sample, then the mean over the samples of all that
 * depends on neither item nor time, and 1; then that constant for each sample.
 *
 * With `levels` not 0, what is known of a rating is its level, an index of the sample's row of `cutpoints`, which has
 * `cutpointCount` numbers: ŷ plus noise of deviation 1 lies between that cutpoint and the next. Then it is the most likely
 * (v, w) that is written, by `rounds` of expectation and maximization: the ratings become what they are expected to be,
 * given (v, w).
 *
 * Rows of `itemVectors`, `itemImplicit` and `binVectors` hold `rank` numbers for each sample, and have `width` numbers;
 * rows of `itemOffsets`, `itemWeights` and `binWeights` one for each sample. `posteriors` has for each sample α, then λ
 * and μ of the rank + 1 numbers of a user. `bins`: the bin of each rating. `scratch`: a matrix, 64 + 4 rows, each of
 * rank + 1 numbers rounded up to a multiple of 8. samples · (ratings · rank² + users · rank³ / 3) flops.
 */
export function bfmUsers(
  firstUser: i32,
  lastUser: i32,
  starts: usize,
  items: usize,
  values: usize,
  levels: usize,
  cutpoints: usize,
  cutpointCount: i32,
  rounds: i32,
  bins: usize,
  mean: f32,
  samples: i32,
  rank: i32,
  width: i32,
  itemVectors: usize,
  itemOffsets: usize,
  itemImplicit: usize,
  itemWeights: usize,
  binVectors: usize,
  binWeights: usize,
  posteriors: usize,
  userVectors: usize,
  scratch: usize,
): void {
  const size = rank + 1;
  const padded = (size + 7) & ~7;
  const rowBytes = (<usize>padded) << 2;
  const widthBytes = (<usize>width) << 2;
  const matrix = scratch;
  const solution = matrix + <usize>padded * rowBytes;
  const z = solution + rowBytes;
  const x = z + rowBytes;
  const deviation = x + rowBytes;
  const gathered = deviation + rowBytes;
  memory.fill(z, 0, 2 * rowBytes);
  memory.fill(gathered, 0, <usize>ratingsAtOnce * rowBytes);
  setFloat(x, rank, 1);
  for (let user = firstUser; user < lastUser; user++) {
    const first = intAt(starts, user);
    const end = intAt(starts, user + 1);
    const userVector = userVectors + <usize>user * widthBytes;
    const perRoot: f32 = end > first ? 1 / sqrt<f32>(<f32>(end - first)) : 0;
    let constants: f32 = 0;
    for (let sample = 0; sample < samples; sample++) {
      const column = (<usize>(sample * rank)) << 2;
      const posterior = posteriors + ((<usize>(sample * (2 * size + 1))) << 2);
      const precisions = posterior + 4;
      const means = precisions + ((<usize>size) << 2);

      for (let f = 0; f < rank; f++) setFloat(z, f, 0);
      let weight: f32 = 0;
      let squares: f32 = 0;
      for (let at = first; at < end; at++) {
        const item = intAt(items, at);
        const y = itemImplicit + <usize>item * widthBytes + column;
        weight += floatAt(itemWeights, item * samples + sample);
        for (let f = 0; f < rank; f++) {
          const number = floatAt(y, f);
          setFloat(z, f, floatAt(z, f) + perRoot * number);
          squares += number * number;
        }
      }
      let length: f32 = 0;
      for (let f = 0; f < rank; f++) length += floatAt(z, f) * floatAt(z, f);
      const constant = mean + perRoot * weight + 0.5 * (length - perRoot * perRoot * squares);

      // The deviation from the prior mean is solved for: its own prior mean is 0.
      memory.fill(matrix, 0, <usize>padded * rowBytes);
      memory.fill(solution, 0, rowBytes);
      for (let f = 0; f < padded; f++) setFloat(matrix, f * (padded + 1), f < size ? floatAt(precisions, f) : 1);
      const noise = load<f32>(posterior);
      const root = sqrt<f32>(noise);
      const limits = cutpoints + ((<usize>(sample * cutpointCount)) << 2);
      for (let round = 0; round < rounds; round++) {
        memory.copy(deviation, solution, rowBytes);
        memory.fill(solution, 0, rowBytes);
        for (let at = first; at < end;) {
          const several = min(end - at, ratingsAtOnce);
          for (let k = 0; k < several; k++, at++) {
            const item = intAt(items, at);
            const bin = intAt(bins, at);
            const itemVector = itemVectors + <usize>item * widthBytes + column;
            const binVector = binVectors + <usize>bin * widthBytes + column;
            let expected =
              constant +
              floatAt(itemOffsets, item * samples + sample) +
              floatAt(binWeights, bin * samples + sample) +
              floatAt(means, rank);
            for (let f = 0; f < rank; f++) {
              const v = floatAt(itemVector, f);
              const t = floatAt(binVector, f);
              const taste = floatAt(z, f);
              setFloat(x, f, taste + v + t);
              expected += taste * (v + t) + v * t + floatAt(means, f) * (taste + v + t);
            }
            let left: f32;
            if (levels === 0) left = floatAt(values, at) - expected;
            else {
              const own = dot(deviation, x, padded);
              const level = intAt(levels, at);
              const prediction = <f64>(expected + own);
              const low = <f64>floatAt(limits, level) - prediction;
              const high = <f64>floatAt(limits, level + 1) - prediction;
              left = own + <f32>truncatedMean(low, high);
            }
            gather(gathered + <usize>k * rowBytes, root, solution, noise * left, x, size);
          }
          if (round === 0) addOuterProducts(matrix, gathered, several, padded);
        }
        if (round === 0) factorize(matrix, padded);
        solveFactorized(matrix, padded, solution);
      }

      let own = constant + floatAt(solution, rank) + floatAt(means, rank);
      for (let f = 0; f < rank; f++) {
        const number = floatAt(solution, f) + floatAt(means, f);
        own += number * floatAt(z, f);
        setFloat(userVector, sample * rank + f, (number + floatAt(z, f)) / <f32>samples);
      }
      setFloat(userVector, samples * rank + 2 + sample, own);
      constants += own;
    }
    setFloat(userVector, samples * rank, constants / <f32>samples);
    setFloat(userVector, samples * rank + 1, 1);
  }
}

import { floatAt, intAt, setFloat } from './arrays';
import { dot } from './vectors';

/**
 * What days and bursts leave of the ratings of the users from `firstUser` to before `lastUser`, once their vectors are
 * known: the offsets that the temporal ridge regression of `temporalRows` took out, into the places of `offsets` that
 * `days` and `bursts` name. They are the means of normal numbers of the given variances, given errors of variance 1: a
 * burst of n ratings with the sum s tells the day s / (1 + vn) with the weight n / (1 + vn), and takes what the day
 * leaves. `targets` are overwritten by what the vectors leave. Users' vectors, in rows of `userWidth` numbers, go with
 * (q, 1, drift) of `temporalRows`. O(ratings · factors).
 */
export function occasionOffsets(
  firstUser: i32,
  lastUser: i32,
  starts: usize,
  items: usize,
  targets: usize,
  deviations: usize,
  days: usize,
  bursts: usize,
  dayVariance: f32,
  burstVariance: f32,
  itemVectors: usize,
  itemWidth: i32,
  factors: i32,
  driftColumns: i32,
  userVectors: usize,
  userWidth: i32,
  offsets: usize,
): void {
  const itemBytes = (<usize>itemWidth) << 2;
  for (let user = firstUser; user < lastUser; user++) {
    const first = intAt(starts, user);
    const end = intAt(starts, user + 1);
    const vector = userVectors + <usize>user * ((<usize>userWidth) << 2);
    const drift = vector + ((<usize>(factors + 1)) << 2);
    for (let at = first; at < end; at++) {
      const item = itemVectors + <usize>intAt(items, at) * itemBytes;
      const deviation = floatAt(deviations, at);
      let fitted: f32 = product(vector, item, factors) + floatAt(vector, factors);
      if (driftColumns > 1) fitted += deviation * product(drift, item, factors);
      if (driftColumns > 0) fitted += deviation * floatAt(drift, driftColumns - 1);
      setFloat(targets, at, floatAt(targets, at) - fitted);
    }
    for (let from = first; from < end;) {
      const to = endOf(days, from, end);
      const day = intAt(days, from);
      let dayOffset: f32 = 0;
      if (day >= 0) {
        let sum: f32 = 0;
        let weight: f32 = 0;
        for (let burst = from; burst < to;) {
          const last = endOf(bursts, burst, to);
          const count = <f32>(last - burst);
          const tells: f32 = 1 / (1 + burstVariance * count);
          sum += tells * sumOf(targets, burst, last);
          weight += tells * count;
          burst = last;
        }
        dayOffset = (dayVariance * sum) / (1 + dayVariance * weight);
        setFloat(offsets, day, dayOffset);
        for (let burst = from; burst < to;) {
          const last = endOf(bursts, burst, to);
          const count = <f32>(last - burst);
          const left = sumOf(targets, burst, last) - count * dayOffset;
          setFloat(offsets, intAt(bursts, burst), (burstVariance * left) / (1 + burstVariance * count));
          burst = last;
        }
      }
      from = to;
    }
  }
}

/** Before which place the run of equal numbers that starts at `from` ends. */
function endOf(numbers: usize, from: i32, end: i32): i32 {
  let to = from + 1;
  while (to < end && intAt(numbers, to) === intAt(numbers, from)) to++;
  return to;
}

function sumOf(numbers: usize, from: i32, to: i32): f32 {
  let sum: f32 = 0;
  for (let at = from; at < to; at++) sum += floatAt(numbers, at);
  return sum;
}

/** a·b of any length. */
function product(a: usize, b: usize, length: i32): f32 {
  const whole = length & ~3;
  let sum = dot(a, b, whole);
  for (let f = whole; f < length; f++) sum += floatAt(a, f) * floatAt(b, f);
  return sum;
}

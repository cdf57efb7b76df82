import { normal, uniform } from '../../random.ts';

/** Numbers from gamma distributions, one after another (Marsaglia, Tsang 2000); for a shape of 1/3 and more. */
export function gammas(seed: number, purpose: string): (shape: number, rate: number) => number {
  const [random, noise] = [uniform(seed, `${purpose}.uniform`), normal(seed, `${purpose}.normal`)];
  let drawn = 0;
  return (shape, rate) => {
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const index = drawn++;
      const x = noise(index);
      const v = (1 + c * x) ** 3;
      // Of 1 − u the logarithm is never infinite.
      if (v > 0 && Math.log(1 - random(index)) < x ** 2 / 2 + d - d * v + d * Math.log(v)) return (d * v) / rate;
    }
  };
}

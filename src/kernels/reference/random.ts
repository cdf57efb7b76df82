/** The kernels' random bits (assembly/random.ts): a sum of any size is taken modulo 2³² first. */
export function mix(bits: number): number {
  let x = bits >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0xd35a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

/** A whole number from 0 to before `count` for 32 random bits. */
export const below = (bits: number, count: number): number => Math.floor((bits * count) / 2 ** 32);

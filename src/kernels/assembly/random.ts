/** Mixes 32 bits so that each touches all others (`lowbias32`, Wellons 2018), as `mix` in src/random.ts does. */
export function mix(bits: u32): u32 {
  let x = bits;
  x = (x ^ (x >>> 16)) * 0x21f0aaad;
  x = (x ^ (x >>> 15)) * 0xd35a2d97;
  return x ^ (x >>> 15);
}

/** A whole number from 0 to before `count` for 32 random bits. */
export function below(bits: u32, count: i32): i32 {
  return <i32>((<u64>bits * <u64>count) >> 32);
}

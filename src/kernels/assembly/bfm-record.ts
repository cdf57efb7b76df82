/**
 * What a Gibbs sweep keeps of one row of a block (a user with the films rated, a film with its users, a time bin) while
 * it draws four columns of the block's vectors: two cache lines of 32 numbers. Row e has the ratings r; the rest of a
 * rating's prediction acts on the four columns through o, which is the sum of the other blocks' vectors, and in the
 * column of linear weights 1.
 *
 *   0  q: the sum of the vectors of the row's features, each times its value
 *  16  Σ o                      32  Σ error · o
 *  48  Σ o oᵀ, its diagonal     64  o₀o₁ o₁o₂ o₂o₃ o₃o₀     80  o₀o₂ o₁o₃ o₂o₀ o₃o₁
 *  96  how many ratings         100 the value of the implicit features     104 Σ error
 * 108  what the draws so far take from each rating's error, beside what they take in proportion to o
 */
export const recordBytes: usize = 128;
export const sums: usize = 16;
export const errorSums: usize = 32;
export const squares: usize = 48;
export const neighbors: usize = 64;
export const opposites: usize = 80;
export const count: usize = 96;
export const value: usize = 100;
export const errors: usize = 104;
export const shift: usize = 108;

/** (v₁, v₂, v₃, v₀) */
export function next(v: v128): v128 {
  return v128.shuffle<i32>(v, v, 1, 2, 3, 0);
}

/** (v₂, v₃, v₀, v₁) */
export function opposite(v: v128): v128 {
  return v128.shuffle<i32>(v, v, 2, 3, 0, 1);
}

/** (v₃, v₀, v₁, v₂) */
export function previous(v: v128): v128 {
  return v128.shuffle<i32>(v, v, 3, 0, 1, 2);
}

/**
 * o of one rating: of rows with the vectors a and b in the other two blocks. `columns` says what the four are: 1 for each
 * that is a factor, then 1 for the one that is the linear weight.
 */
export function rest(a: v128, b: v128, columns: usize): v128 {
  return f32x4.add(f32x4.mul(f32x4.add(a, b), v128.load(columns)), v128.load(columns, 16));
}

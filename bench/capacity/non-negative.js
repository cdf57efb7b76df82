/**
 * The non-negative least squares fit of rows of terms to amounts, by cyclic coordinate descent (Franc, Hlaváč, Navara 2005). Errors
 * are relative: each row is divided by its amount, so that small sizes count as much as large ones.
 */
export function nonNegative(rows, amounts) {
  const scaled = rows.map((row, at) => row.map((term) => term / amounts[at]));
  const weights = new Array(rows[0].length).fill(0);
  for (let sweep = 0; sweep < 20_000; sweep++) {
    for (let term = 0; term < weights.length; term++) {
      let product = 0;
      let square = 0;
      for (const row of scaled) {
        const rest = 1 - row.reduce((sum, value, at) => (at === term ? sum : sum + value * weights[at]), 0);
        product += row[term] * rest;
        square += row[term] ** 2;
      }
      weights[term] = square > 0 ? Math.max(0, product / square) : 0;
    }
  }
  return weights;
}

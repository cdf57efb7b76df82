import { steps, type Context } from '../../context.ts';

/** How uncertain an answer is, as a variance; that of a like is at most a quarter. Higher keeps to well-known films longer. */
const noise = 1;

/**
 * The order in which to ask about some variables, by their covariances C (row after row): each next is the one whose answer
 * leaves the least variance of all of them together, given the answers before it. It takes away
 *
 *     Σⱼ C²ᵢⱼ / (Cᵢᵢ + noise),   and then C ← C − Cᵢ Cᵢᵀ / (Cᵢᵢ + noise)
 *
 * so what goes with much comes first, and what goes with those before it comes late. Cohn, Ghahramani & Jordan 1996, "Active
 * learning with statistical models", for a Gaussian. O(variables² · most), with turns for others in between.
 */
export async function mostTelling(covariances: Float64Array, most: number, context: Context): Promise<number[]> {
  const left = covariances.slice();
  const size = Math.sqrt(left.length);
  const row = (variable: number): Float64Array => left.subarray(variable * size, (variable + 1) * size);
  const open = new Set(Array.from({ length: size }, (_, variable) => variable));
  const order: number[] = [];
  for await (const _ of steps(context, Math.min(most, size), 'films to ask about')) {
    let best = -1;
    let highest = -Infinity;
    for (const variable of open) {
      const own = row(variable);
      const taken = own.reduce((sum, value) => sum + value * value, 0) / (own[variable] + noise);
      if (taken > highest) [best, highest] = [variable, taken];
    }
    open.delete(best);
    order.push(best);
    const known = row(best).slice();
    const scale = 1 / (known[best] + noise);
    for (let a = 0; a < size; a++) {
      const part = known[a] * scale;
      if (part === 0) continue;
      for (let b = 0; b < size; b++) left[a * size + b] -= part * known[b];
    }
  }
  return order;
}

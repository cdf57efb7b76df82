/** The multinomial log loss −Σ ln softmax(x)ᵢ over some targets, and its gradient by the scores x. */
export function softmaxGradient(
  scores: ArrayLike<number>,
  targets: Iterable<number>,
): { loss: number; gradient: Float64Array } {
  const largest = Math.max(...Array.from(scores));
  const exponentials = Float64Array.from(scores, (score) => Math.exp(score - largest));
  const sum = exponentials.reduce((total, value) => total + value, 0);
  const wanted = [...targets];
  const gradient = exponentials.map((value) => (wanted.length * value) / sum);
  for (const target of wanted) gradient[target]--;
  const loss = wanted.reduce((total, target) => total - Math.log(exponentials[target] / sum), 0);
  return { loss, gradient };
}

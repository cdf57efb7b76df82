import type { Contribution } from '../contract/define-model.ts';
import type { FilmVectors, Speaker } from './profile.ts';

/** Features of which each is a reason of its own, at most; what is left of a film with hundreds is a single one. */
const mostFeatures = 100;
/** How many rated films stand for a feature. */
const mostShared = 3;

/**
 * What each feature of a film adds to its score, xᶠ Σ αⱼ (xⱼᶠ − averageᶠ), and rated films that have it and speak to that
 * effect: those first that do so by most of what they share with the film. The amounts add up to x · profile.
 */
export function explainProfile(
  films: FilmVectors & { readonly features: readonly string[] },
  { items, voices }: Speaker,
  film: number,
): Contribution[] {
  const { starts, indexes, values, average, features } = films;
  const [from, to] = [starts[film], starts[film + 1]];
  const placeOf = new Map(Array.from(indexes.subarray(from, to), (column, place) => [column, place]));
  const inAll = new Map<number, number>();
  const spoken = Array.from({ length: to - from }, (): { item: number; amount: number }[] => []);
  for (const [row, item] of items.entries()) {
    for (let at = starts[item]; at < starts[item + 1]; at++) {
      const place = placeOf.get(indexes[at]);
      if (place === undefined) continue;
      const amount = voices[row] * values[at] * values[from + place];
      spoken[place].push({ item, amount });
      inAll.set(item, (inAll.get(item) ?? 0) + amount);
    }
  }
  const all = voices.reduce((sum, voice) => sum + voice, 0);
  const found = spoken.map((said, place) => {
    const column = indexes[from + place];
    const amount = said.reduce((sum, one) => sum + one.amount, -all * average[column] * values[from + place]);
    const shared = said
      .filter((one) => one.amount * amount > 0)
      .sort((a, b) => Math.sign(amount) * (inAll.get(b.item)! - inAll.get(a.item)!) || a.item - b.item)
      .slice(0, mostShared)
      .map(({ item }) => item);
    return { because: 'feature' as const, feature: features[column], ...(shared.length > 0 && { shared }), amount };
  });
  const reasons = found.filter(({ amount }) => amount !== 0).sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount));
  const [own, few] = [reasons.slice(0, mostFeatures), reasons.slice(mostFeatures)];
  if (few.length === 0) return own;
  return [...own, { because: 'rest', amount: few.reduce((sum, { amount }) => sum + amount, 0) }];
}

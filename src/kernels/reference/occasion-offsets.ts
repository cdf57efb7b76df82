import { withoutOccasions, type Occasions } from './without-occasions.ts';

/**
 * What the occasions' offsets are, given what the vectors leave of the ratings: their variance times the sum of C⁻¹ e over
 * the occasion's ratings (Henderson 1975, best linear unbiased prediction).
 */
export function occasionOffsets(occasions: Occasions, left: ArrayLike<number>): ReadonlyMap<number, number> {
  const weighted = withoutOccasions(occasions, left);
  const offsets = new Map<number, number>();
  for (const [at, day] of occasions.days.entries()) {
    if (day < 0) continue;
    const burst = occasions.bursts[at];
    offsets.set(day, (offsets.get(day) ?? 0) + occasions.dayVariance * weighted[at]);
    offsets.set(burst, (offsets.get(burst) ?? 0) + occasions.burstVariance * weighted[at]);
  }
  return offsets;
}

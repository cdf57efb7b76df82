/** A share from 0 to 1 in words that do not say more than there is: "42 %", "under 1 %", "over 99 %". */
export function percent(share: number): string {
  if (share > 0 && share < 0.005) return 'under 1 %';
  if (share < 1 && share > 0.995) return 'over 99 %';
  return `${Math.round(100 * share)} %`;
}

/** The share of all of some things, before their name: "42 % of all", "all". */
export const ofAll = (share: number): string => (share === 1 ? 'all' : `${percent(share)} of all`);

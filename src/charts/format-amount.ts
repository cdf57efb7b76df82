/** An average or a count as texts say it: 20,682, 99.5 as 100, 7.5, 0.3, "under 0.1". */
export function formatAmount(amount: number): string {
  if (amount > 0 && amount < 0.1) return 'under 0.1';
  const digits = amount < 10 ? 1 : 0;
  return Number(amount.toFixed(digits)).toLocaleString('en-US');
}

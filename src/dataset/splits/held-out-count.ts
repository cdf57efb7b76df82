/** How many of `count` are held out: the share, rounded, but never all of them. */
export function heldOutCount(count: number, share: number): number {
  return Math.max(0, Math.min(Math.round(share * count), count - 1));
}

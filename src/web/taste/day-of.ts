/** Today, Yesterday, else Friday 27 November, with the year where it is another. */
export function dayOf(time: number, now = new Date()): string {
  const then = new Date(time);
  if (then.toDateString() === now.toDateString()) return 'Today';
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (then.toDateString() === yesterday.toDateString()) return 'Yesterday';
  return then.toLocaleDateString('en-GB', {
    ...(then.getFullYear() === now.getFullYear() ? { weekday: 'long' } : { year: 'numeric' }),
    day: 'numeric',
    month: 'long',
  });
}

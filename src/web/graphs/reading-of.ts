/** How to read a chart, which stands in the subtitle of its specification; empty where it says nothing. */
export function readingOf(spec: Readonly<Record<string, unknown>>): string {
  const { title } = spec;
  if (typeof title !== 'object' || title === null || !('subtitle' in title)) return '';
  const { subtitle } = title;
  return [subtitle]
    .flat()
    .filter((line) => typeof line === 'string')
    .join(' ');
}

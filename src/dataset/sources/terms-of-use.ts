/** How many lines of a license are shown. */
const most = 20;

/** The part of a license or README that says how data may be used, or how it begins, and where the rest stands. */
export function termsOfUse(text: string, name: string): string {
  const lines = Buffer.from(text, 'latin1').toString().trim().split(/\r?\n/);
  // "Usage License" over a line of "===", as in all of MovieLens' READMEs.
  const isTitle = (at: number): boolean => /^(={3,}|-{3,})$/.test(lines[at + 1] ?? '');
  const start = Math.max(
    0,
    lines.findIndex((line, at) => /licen[cs]e/i.test(line) && isTitle(at)),
  );
  const next = lines.findIndex((_, at) => at > start && isTitle(at));
  const section = lines.slice(start, next < 0 ? undefined : next);
  const shown = section.slice(0, most).join('\n').trim();
  return section.length === lines.length && section.length <= most ? shown : `${shown}\n(the rest stands in ${name})`;
}

/** What a film is called: its whole title, the title without what follows in parentheses, by that, without the article. */
export function filmNames(title: string): string[] {
  const [main] = title.split(' (');
  const others = Array.from(title.matchAll(/\(([^()]*)\)/g), ([, other]) => other.replace(/^a\.k\.a\. /i, ''));
  return [title, main, main.replace(/^(the|an?) /i, ''), ...others];
}

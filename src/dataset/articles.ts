/** Words that a title may begin with and that people leave out, in the languages of many titles. */
export const articles: ReadonlySet<string> = new Set(
  'the a an la le les l el los las il lo der die das de het'.split(' '),
);

/** A name, and where it begins with an article also without. */
export function withoutArticle(name: string): string[] {
  const [first, ...rest] = name.split(' ');
  return articles.has(first) && rest.length > 0 ? [name, rest.join(' ')] : [name];
}

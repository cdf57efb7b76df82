/** Letters and digits of any script with their marks; an apostrophe within a word belongs to it. */
const wordPattern = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’][\p{L}\p{M}\p{N}]+)*/gu;
/** Scripts that are written without spaces. */
const unspaced = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/**
 * The words of a text in lower case, without an English `'s`. Where a script knows no spaces they are its pairs of
 * neighboring characters, which find much the same as words do (Nie, Gao, Zhang, Zhou 2000).
 */
export function wordsOf(text: string): string[] {
  const found = text.normalize('NFKC').toLowerCase().match(wordPattern) ?? [];
  return found.flatMap((word) => (unspaced.test(word) ? pairsOf(word) : word.replace(/['’]s?$|['’]s$/, '')));
}

function pairsOf(word: string): string[] {
  const characters = [...word];
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, at) => characters[at] + character);
}

import bidiFactory from 'bidi-js';

/** A stretch to be drawn at once, right of the one before. */
export interface Piece {
  readonly text: string;
  /** Which of the texts it is from. */
  readonly of: number;
}

// What is imported is the function itself; its declarations are those of another build.
const bidi = (bidiFactory as unknown as typeof bidiFactory.default)();

/**
 * The texts of a line as they stand on the paper, from left to right, by the Unicode bidirectional algorithm (UAX #9) in a
 * line of English. Words from right to left are pieces of their own with their letters in the order in which they are
 * spoken: fontkit turns them, and joins those of Arabic.
 */
export function readingOrder(texts: readonly string[]): Piece[] {
  if (!texts.some(hasRightToLeft)) return texts.map((text, of) => ({ text, of }));
  const line = texts.join('');
  const from = texts.flatMap((text, of) => Array<number>(text.length).fill(of));
  const levels = bidi.getEmbeddingLevels(line, 'ltr');
  const mirrored = bidi.getMirroredCharactersMap(line, levels.levels);
  const order = Array.from({ length: line.length }, (_, at) => at);
  for (const [start, end] of bidi.getReorderSegments(line, levels)) {
    order.splice(start, end - start + 1, ...order.slice(start, end + 1).reverse());
  }

  const runs: number[][] = [];
  for (const at of order) {
    const before = runs.at(-1)?.at(-1);
    const goesOn = before !== undefined && levels.levels[before] === levels.levels[at] && from[before] === from[at];
    if (goesOn) runs.at(-1)!.push(at);
    else runs.push([at]);
  }
  return runs.flatMap((run) => {
    const of = from[run[0]];
    const leftward = levels.levels[run[0]] % 2 === 1;
    const text = (leftward ? run.toReversed() : run).map((at) => mirrored.get(at) ?? line[at]).join('');
    if (!leftward) return [{ text, of }];
    const words = text.split(/( )/).filter((word) => word !== '');
    // Without a letter that says so, fontkit would not know that a word goes leftward.
    return words.reverse().map((word) => ({ text: hasRightToLeft(word) ? word : [...word].reverse().join(''), of }));
  });
}

/** Whether a text has letters of a script that is written from right to left. */
export const hasRightToLeft = (text: string): boolean =>
  /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u.test(text);

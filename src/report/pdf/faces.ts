import { readFile } from 'node:fs/promises';
import { glyphsOf } from '../../charts/font-tables.ts';
import { fonts } from '../../charts/fonts.ts';

export type Face = keyof typeof fonts;

/** A stretch of a text that one font has all letters of, or that none has. */
export interface Stretch {
  readonly text: string;
  readonly face: Face;
  readonly missing: boolean;
}

export interface Faces {
  readonly files: Readonly<Record<Face, Buffer>>;
  /** Cuts a text by the fonts that have its letters: the wanted one, else the regular one, which has the most. */
  cut(text: string, wanted: Face): Stretch[];
  /** The letters asked for so far that no font has, in the order of their numbers. */
  missing(): string[];
}

/** The embedded fonts, and what is in them: scripts of the Mediterranean and the Caucasus, not those of East and South Asia. */
export async function loadFaces(): Promise<Faces> {
  const [regular, bold, mono] = await Promise.all(
    [fonts.regular, fonts.bold, fonts.mono].map((file) => readFile(file)),
  );
  const files = { regular, bold, mono };
  const letters = { regular: glyphsOf(regular), bold: glyphsOf(bold), mono: glyphsOf(mono) };
  const missed = new Set<string>();
  const has = (face: Face, letter: string): boolean =>
    [...letter].every((character) => isUnseen(character) || letters[face].has(character.codePointAt(0)!));
  return {
    files,
    cut(text, wanted) {
      const stretches: Stretch[] = [];
      for (const letter of lettersOf(text)) {
        const found = ([wanted, 'regular'] as const).find((face) => has(face, letter));
        if (!found) missed.add(letter);
        const last = stretches.at(-1);
        // A font has no picture of what is not to be seen, and would show that it has none.
        const shown = found ? [...letter].filter((character) => !isUnseen(character)).join('') : letter;
        if (last && last.face === (found ?? wanted) && last.missing === !found)
          stretches[stretches.length - 1] = { ...last, text: last.text + shown };
        else if (shown !== '') stretches.push({ text: shown, face: found ?? wanted, missing: !found });
      }
      return stretches;
    },
    missing: () => [...missed].sort(),
  };
}

/** What stands for a letter that no font has. */
export const replacement = '\ufffd';

/** Letters as readers count them: an accent belongs to its letter, a family of emoji is one. */
export const lettersOf = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);
const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Choose between ways to draw the letter before, and have no shape of their own. */
const isUnseen = (character: string): boolean => /[\ufe00-\ufe0f]/.test(character);

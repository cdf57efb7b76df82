import { foldLetters } from './fold-letters.ts';
import { foldNumbers } from './fold-numbers.ts';

/**
 * A name as it is compared where spelling should not matter: without case, accents and punctuation, numbers in digits:
 * `Godfather: Part II` becomes `godfather 2`, `Amélie` becomes `amelie`. What has no letter and no digit stays as it is.
 */
export const foldName = (text: string): string => foldNumbers(foldLetters(text)) || text.trim().toLowerCase();

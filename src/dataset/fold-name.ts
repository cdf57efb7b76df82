/** Letters that Unicode does not take apart into a plain one and a mark. */
const plain: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', ı: 'i', '&': ' and ' },
};

const numbers: Readonly<Record<string, string>> = {
  ...{ ii: '2', iii: '3', iv: '4', vi: '6', vii: '7', viii: '8', ix: '9', xi: '11', xii: '12', xiii: '13' },
  ...{ one: '1', two: '2', three: '3', four: '4', five: '5', six: '6', seven: '7', eight: '8', nine: '9', ten: '10' },
  ...{ eleven: '11', twelve: '12', thirteen: '13' },
};
/** Numbers of one letter are words elsewhere, as in "I, Robot"; they count behind one of these, which is left out. */
const single: Readonly<Record<string, string>> = { i: '1', v: '5', x: '10' };
const numbered = new RegExp(
  `\\b(?:part|episode|chapter|volume|vol) (${[...Object.keys(numbers), ...Object.keys(single), '\\d+'].join('|')})\\b`,
  'g',
);

/**
 * A name as it is compared where spelling should not matter: without case, accents and punctuation, numbers in digits:
 * `Godfather: Part II` becomes `godfather 2`, `Amélie` becomes `amelie`. What has no letter and no digit stays as it is.
 */
export function foldName(text: string): string {
  const letters = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[ßæœøđðþłı&]/g, (letter) => plain[letter])
    .replace(/(?<=\p{L})['’`](?=\p{L})/gu, '');
  const words = letters
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(numbered, (_, number: string) => single[number] ?? number);
  const folded = words.replace(/\p{L}+/gu, (word) => (Object.hasOwn(numbers, word) ? numbers[word] : word));
  return folded === '' ? text.trim().toLowerCase() : folded;
}

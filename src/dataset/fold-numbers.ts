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

/** Numbers as digits, in a name whose letters are folded: `godfather part ii` becomes `godfather 2`. */
export const foldNumbers = (letters: string): string =>
  letters
    .replace(numbered, (_, number: string) => single[number] ?? number)
    .split(' ')
    .map((word) => (Object.hasOwn(numbers, word) ? numbers[word] : word))
    .join(' ');

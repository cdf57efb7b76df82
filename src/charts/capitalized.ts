/** A sentence that may begin with a lower-case word, with a capital letter in front: "Over 99 % of …". */
export const capitalized = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);

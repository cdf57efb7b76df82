/** With an upper-case letter in front: how a word begins a title. */
export const capitalized = (word: string): string => word[0].toUpperCase() + word.slice(1);

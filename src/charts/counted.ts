/** How many there are of something, in words: "1 rating", "25,000 ratings", "2 people". */
export const counted = (count: number, one: string, several = `${one}s`): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : several}`;

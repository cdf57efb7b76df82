/**
 * Breaks a text at its spaces (not at no-break ones, nor before a percent sign) into as few lines of at most `width` characters as there can be, about equally long; a word
 * that is longer has a line of its own.
 */
export function wrapText(text: string, width: number): string[] {
  const lines = fill(text, width);
  for (let narrower = width - 1; narrower > 0; narrower--) {
    const balanced = fill(text, narrower);
    if (balanced.length > lines.length || balanced.some((line) => line.length > narrower))
      return fill(text, narrower + 1);
  }
  return lines;
}

function fill(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/ (?!%)/)) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

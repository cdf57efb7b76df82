/** The end of a title that tells the films of a series apart: a subtitle, what `and the` brings in, another title. */
const subtitle = /(?::|\s[-–—]\s|\s(?:and|&)\s(?:the|a)\s|\s\().*$/i;
/** A number, or a part with its number. */
const numbered = /[\s,]+(?:(?:part|vol\.|volume|chapter|episode)\s+)?(?:\d{1,2}|[ivx]{1,4}|one|two|three|four|five)$/i;

/**
 * What titles of a series have in common: `Star Wars: Episode V`, `Toy Story 2`, `Harry Potter and the Goblet of Fire` give
 * `Star Wars`, `Toy Story`, `Harry Potter`. A title that has nothing of the kind is itself.
 */
export function seriesOf(title: string): string {
  const name = title.replace(subtitle, '').replace(numbered, '').trim();
  return name === '' ? title : name;
}

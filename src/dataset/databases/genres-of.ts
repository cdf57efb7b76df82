/** Genres as they come, with bars between them: a JSON array, of names or of objects with names, becomes such a text. */
export function genresOf(text: string): string {
  if (!/^\s*\[/.test(text)) return text;
  try {
    const found: unknown = JSON.parse(text);
    return Array.isArray(found) ? found.map(nameOf).join('|') : text;
  } catch {
    return text;
  }
}

const nameOf = (genre: unknown): string =>
  String(typeof genre === 'object' && genre !== null && 'name' in genre ? genre.name : genre);

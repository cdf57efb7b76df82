import { MovierecError } from '../errors.ts';

/** Reads `user=uid,movie=film`. */
export function parseColumns(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split(',').map((pair) => {
      const [field, ...column] = pair.split('=');
      if (column.length > 0 && field.trim() && column.join('=').trim()) return [field.trim(), column.join('=').trim()];
      throw new MovierecError('USAGE', `"${pair}" maps no column.`, 'Write --columns user=uid,movie=film,rating=stars');
    }),
  );
}

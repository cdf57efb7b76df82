import type { RawFile } from '../sources/raw-files.ts';
import type { Field } from './field.ts';
import type { Input, Row } from './input.ts';
import { linesOf, type Line } from './lines.ts';

/** A table in a file of JSON objects, one a line; `keys` are the members that the fields stand in. */
export function jsonLines(file: RawFile, keys: readonly string[], fields: readonly Field[]): Input {
  function toRow({ number: line, text, reason }: Line): Row {
    const row = { file: file.name, line, text, values: [] };
    if (reason) return { ...row, reason };
    const object = parseObject(text);
    return object
      ? { ...row, values: keys.map((key) => asText(object[key])) }
      : { ...row, reason: 'not a JSON object' };
  }

  return {
    fields,
    async *rows(_database, signal) {
      for await (const lines of linesOf(file.path, 'utf8', signal)) {
        yield lines.filter(({ text }) => text.trim() !== '').map(toRow);
      }
    },
  };
}

/** The object on a line; nothing where it is no object. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** A list becomes its members between bars, as MovieLens writes genres. */
function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(asText).join('|');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

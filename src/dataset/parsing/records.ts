import { parse } from 'csv-parse/sync';
import type { Line } from './lines.ts';

/** A line, or several where a quoted value goes over line ends, cut into values. */
export interface CsvRecord extends Line {
  /** Nothing where a quote is not closed. */
  readonly values: readonly string[] | undefined;
}

/** How many lines a quoted value may go over. A quote that is not closed by then is a fault of its line alone. */
const mostLines = 64;

/**
 * Cuts lines with quotes into values, as RFC 4180 has it; a quote inside an unquoted value is a character like any
 * other. A quote that nobody closes costs its own line and not the rest of the file.
 */
export async function* recordsOf(
  blocks: AsyncIterable<readonly Line[]>,
  delimiter: string,
  width: number,
): AsyncGenerator<CsvRecord[]> {
  let waiting: Line[] = [];
  for await (const block of blocks) {
    waiting = waiting.concat(block);
    const { records, used } = cut(waiting, waiting.length - mostLines, delimiter, width);
    waiting = waiting.slice(used);
    yield records;
  }
  yield cut(waiting, waiting.length, delimiter, width).records;
}

function cut(lines: readonly Line[], until: number, delimiter: string, width: number) {
  const records: CsvRecord[] = [];
  const quoted: number[] = [];
  let at = 0;
  while (at < until) {
    const line = lines[at];
    const odd = !line.reason && isOdd(line.text);
    const joined = odd && isOpen(line.text, delimiter) ? join(lines, at, delimiter, width) : undefined;
    if (joined) {
      records.push(joined.record);
      at += joined.lines;
      continue;
    }
    if (!line.reason && line.text.includes('"')) quoted.push(records.length);
    records.push({ ...line, values: line.text.split(delimiter) });
    at++;
  }
  unquote(records, quoted, delimiter);
  return { records, used: at };
}

const isOdd = (text: string): boolean => text.includes('"') && text.split('"').length % 2 === 0;

function isOpen(text: string, delimiter: string): boolean {
  return valuesOf(text, delimiter) === undefined;
}

/**
 * The record that starts on a line with an open quote, if it ends soon and has as many values as it should. Strict, so
 * that a quote nobody closes is not taken to be closed by the next one that happens along.
 */
function join(lines: readonly Line[], start: number, delimiter: string, width: number) {
  const length = lines.slice(start + 1, start + mostLines).findIndex((line) => isOdd(line.text));
  if (length < 0) return undefined;
  const part = lines.slice(start, start + length + 2);
  const text = part.map((line) => line.text).join('\n');
  const values = part.some((line) => line.reason) ? undefined : valuesOf(text, delimiter, 'strict');
  if (values?.length !== width) return undefined;
  return { record: { number: lines[start].number, text, values }, lines: part.length };
}

/** Parses all records with quotes in one call, which is many times faster than one by one; so only where that fails. */
function unquote(records: CsvRecord[], quoted: readonly number[], delimiter: string): void {
  const together = parseAll(quoted.map((at) => records[at].text).join('\n'), delimiter);
  for (const [place, at] of quoted.entries()) {
    const { number, text } = records[at];
    const values = together?.length === quoted.length ? together[place] : valuesOf(text, delimiter);
    records[at] = { number, text, values };
  }
}

function valuesOf(text: string, delimiter: string, rules: Rules = 'lenient'): string[] | undefined {
  const found = parseAll(text, delimiter, rules);
  return found?.length === 1 ? found[0] : undefined;
}

/** By strict rules, nothing may stand beside the quotes of a value. */
type Rules = 'lenient' | 'strict';

function parseAll(text: string, delimiter: string, rules: Rules = 'lenient'): string[][] | undefined {
  try {
    const relax_quotes = rules === 'lenient';
    return parse(text, { delimiter, relax_column_count: true, relax_quotes, record_delimiter: '\n' });
  } catch {
    return undefined;
  }
}

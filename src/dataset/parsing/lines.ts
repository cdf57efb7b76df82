import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';
import type { Encoding } from './survey.ts';

/** A line of a text file, without its end. */
export interface Line {
  /** Counts from 1. */
  readonly number: number;
  readonly text: string;
  /** Why it is no text. */
  readonly reason?: string;
}

/** Small, so that a block's lines are gone before the garbage collector takes them for long-lived. */
const blockSize = 1 << 16;

/** Windows' superset of ISO-8859-1, which is what files that say they are ISO-8859-1 are written in. */
const western = new TextDecoder('windows-1252');

/** The lines of a file, a block at a time; LF, CRLF or a mixture, with or without an end to the last. */
export async function* linesOf(path: string, encoding: Encoding, signal: AbortSignal): AsyncGenerator<Line[]> {
  let number = 0;
  let rest = '';
  // Every byte is a character in ISO-8859-1, so that a character cut in two by a block's end is put together again.
  const blocks = createReadStream(path, { highWaterMark: blockSize, encoding: 'latin1', signal });
  for await (const block of blocks as AsyncIterable<string>) {
    const texts = (rest + block).split('\n');
    rest = texts.pop()!;
    yield texts.map((text) => decode(++number, text, encoding));
  }
  if (rest !== '') yield [decode(++number, rest, encoding)];
}

function decode(number: number, raw: string, encoding: Encoding): Line {
  let text = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
  if (number === 1 && text.startsWith('\xef\xbb\xbf')) text = text.slice(3);
  if (text.includes('\0')) return { number, text, reason: 'not text: it has zero bytes' };
  if (!/[^\x00-\x7f]/.test(text)) return { number, text };
  const bytes = Buffer.from(text, 'latin1');
  if (encoding === 'latin1') return { number, text: western.decode(bytes) };
  return isUtf8(bytes) ? { number, text: bytes.toString() } : { number, text, reason: 'not valid UTF-8' };
}

import { isAscii } from 'node:buffer';
import { createReadStream } from 'node:fs';

/** What there is to know of a text file before reading it. */
export interface Survey {
  /** Nothing but ASCII, one kind of line end, no zero bytes: nothing that a fast reader could take amiss. */
  readonly plain: boolean;
  readonly quotes: boolean;
  /** Whether there are signs that numbers hold in program text alone: 1_0, 0x10, 0b10. */
  readonly programText: boolean;
  readonly encoding: Encoding;
}

export type Encoding = 'utf8' | 'latin1';

/** What the engine takes for a part of a number, and nobody else. */
export const programSigns = '_xXbB';

const blockSize = 1 << 20;

/**
 * Looks through a whole file, at a few gigabytes a second where it is plain. Text is UTF-8 unless what is no UTF-8
 * outweighs what is: letters with accents in ISO-8859-1 practically never look like UTF-8.
 */
export async function survey(path: string, signal: AbortSignal): Promise<Survey> {
  const decoder = new TextDecoder();
  let plain = true;
  let quotes = false;
  let programText = false;
  let returns = 0;
  let ends = 0;
  let proper = 0;
  let broken = 0;
  for await (const block of createReadStream(path, { highWaterMark: blockSize, signal }) as AsyncIterable<Buffer>) {
    quotes ||= block.includes('"');
    programText ||= [...programSigns].some((sign) => block.includes(sign));
    if (block.includes(0)) plain = false;
    if (returns > 0 || block.includes('\r')) {
      returns += count(block, 13);
      ends += count(block, 10);
    } else if (block.includes('\n')) {
      ends += 1;
    }
    if (isAscii(block)) continue;
    plain = false;
    const text = decoder.decode(block, { stream: true });
    broken += text.match(/\ufffd/g)?.length ?? 0;
    proper += text.match(/[\u0080-\ufffc]/g)?.length ?? 0;
  }
  // A file that starts without carriage returns and has some later is mixed too, and the counts then differ.
  if (returns > 0 && returns !== ends) plain = false;
  return { plain, quotes, programText, encoding: broken > proper ? 'latin1' : 'utf8' };
}

function count(block: Buffer, byte: number): number {
  let found = 0;
  for (let at = block.indexOf(byte); at >= 0; at = block.indexOf(byte, at + 1)) found++;
  return found;
}

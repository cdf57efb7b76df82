import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline as connect, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createGunzip, type Gunzip } from 'node:zlib';

/** What can be had of a .gz that is cut off or damaged: its whole lines before the fault, unpacked. */
export interface SoundPart {
  /** How many whole lines there are. */
  readonly lines: number;
  /** The beginning of the line that the fault is in. */
  readonly rest: string;
}

const lineEnd = 10;

/** Whether a .gz is cut off or damaged: unpacks all of it to nowhere, some hundred megabytes a second on one thread. */
export async function isDamaged(path: string, signal: AbortSignal): Promise<boolean> {
  try {
    for await (const block of unpacking(path, signal)) void block;
    return false;
  } catch (error) {
    return checkFault(error, signal);
  }
}

/** Unpacks the whole lines that come before the fault in a .gz. */
export async function unpackSoundPart(path: string, target: string, signal: AbortSignal): Promise<SoundPart> {
  let lines = 0;
  let rest: Buffer = Buffer.alloc(0);
  async function* wholeLines(): AsyncGenerator<Buffer> {
    try {
      for await (const block of unpacking(path, signal, { finishFlush: constants.Z_SYNC_FLUSH })) {
        const end = block.lastIndexOf(lineEnd) + 1;
        if (end > 0) yield Buffer.concat([rest, block.subarray(0, end)]);
        rest = end > 0 ? block.subarray(end) : Buffer.concat([rest, block]);
        lines += countLines(block);
      }
    } catch (error) {
      checkFault(error, signal);
    }
  }
  await pipeline(Readable.from(wholeLines()), createWriteStream(target), { signal });
  return { lines, rest: rest.toString() };
}

function unpacking(path: string, signal: AbortSignal, options = {}): AsyncIterable<Buffer> & Gunzip {
  const blocks = createGunzip({ chunkSize: 1 << 18, ...options });
  // What fails on the way ends the blocks with its error, which is where it is caught.
  connect(createReadStream(path, { highWaterMark: 1 << 18, signal }), blocks, () => undefined);
  return blocks;
}

/** True for a fault of the archive; what is not one, as when the disk or the user stops it, is thrown on. */
function checkFault(error: unknown, signal: AbortSignal): true {
  signal.throwIfAborted();
  if (/^Z_|^ERR_/.test((error as NodeJS.ErrnoException).code ?? '')) return true;
  throw error;
}

function countLines(block: Buffer): number {
  let found = 0;
  for (let at = block.indexOf(lineEnd); at >= 0; at = block.indexOf(lineEnd, at + 1)) found++;
  return found;
}

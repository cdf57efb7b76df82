import { open } from 'node:fs/promises';

/** A file's bytes in whatever memory `allocate` gives for their number. */
export async function readInto(path: string, allocate: (size: number) => Uint8Array): Promise<Uint8Array> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const bytes = allocate(size);
    for (let at = 0; at < size;) {
      const { bytesRead } = await handle.read(bytes, at, Math.min(size - at, 1 << 30), at);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}

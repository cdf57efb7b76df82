import { open } from 'node:fs/promises';

/** A raw file: where it is, and its name relative to the folder or archive it came in. */
export interface RawFile {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
}

/** The files of one data set, unpacked, in order of name. */
export class RawFiles {
  constructor(readonly all: readonly RawFile[]) {}

  /** The file of that base name, in whatever folder and case. */
  find(name: string): RawFile | undefined {
    return this.all.find((file) => baseName(file).toLowerCase() === name.toLowerCase());
  }

  /** All files whose base name matches. */
  matching(pattern: RegExp): RawFile[] {
    return this.all.filter((file) => pattern.test(baseName(file)));
  }

  /** The first bytes of a file as ISO-8859-1 text, in which every byte is a character. */
  async head({ path }: RawFile, bytes = 65536): Promise<string> {
    const handle = await open(path);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
      return buffer.toString('latin1', 0, bytesRead);
    } finally {
      await handle.close();
    }
  }
}

const baseName = ({ name }: RawFile): string => name.slice(name.lastIndexOf('/') + 1);

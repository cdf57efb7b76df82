import { open } from 'node:fs/promises';
import { MovierecError } from '../../errors.ts';

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

  /**
   * The same, where a format cannot do without.
   * @throws MISSING_FILE
   */
  need(name: string, format: string): RawFile {
    const found = this.find(name);
    if (found) return found;
    throw new MovierecError(
      'MISSING_FILE',
      `there is no ${name}, which ${format} has.`,
      'Put it with the other files, or leave out --format so that the format is found out.',
    );
  }

  /** All files whose base name matches. */
  matching(pattern: RegExp): RawFile[] {
    return this.all.filter((file) => pattern.test(baseName(file)));
  }

  /** The file that says under which terms the data may be used. */
  get license(): RawFile | undefined {
    return this.matching(/^licen[cs]e/i)[0] ?? this.matching(/^readme/i)[0];
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

  /** Whether some line among a file's first is of the pattern; false where the file is not there. */
  async startsLike(name: string, pattern: RegExp): Promise<boolean> {
    const file = this.find(name);
    if (!file) return false;
    return (await this.head(file)).split(/\r?\n/).some((line) => pattern.test(line));
  }
}

export const baseName = ({ name }: RawFile): string => name.slice(name.lastIndexOf('/') + 1);

import { open, type FileHandle } from 'node:fs/promises';

/** Bytes are handed to the system in pieces of this many. */
const piece = 1 << 20;

/** A CSV file (UTF-8, LF) that is written in large pieces. */
export class CsvFile {
  readonly #file: FileHandle;
  // Bytes, not text: a text that grows by many small ones for long is hard on the garbage collector.
  #parts: Buffer[];
  #bytes = 0;

  private constructor(file: FileHandle, header: string) {
    this.#file = file;
    this.#parts = [Buffer.from(`${header}\n`)];
  }

  static async create(path: string, header: string): Promise<CsvFile> {
    return new CsvFile(await open(path, 'w'), header);
  }

  /** Adds whole lines of which the caller knows that no cell needs quoting. */
  lines(text: string): void {
    const part = Buffer.from(text);
    this.#parts.push(part);
    this.#bytes += part.length;
  }

  /** Adds a row of any cells. */
  row(...cells: (string | number)[]): void {
    this.lines(`${cells.map((cell) => (typeof cell === 'string' ? quoted(cell) : String(cell))).join(',')}\n`);
  }

  /** Writes if enough has come together: to be called now and then, so that memory stays bounded. */
  async spill(): Promise<void> {
    if (this.#bytes >= piece) await this.#write();
  }

  async close(): Promise<void> {
    try {
      await this.#write();
    } finally {
      await this.#file.close();
    }
  }

  async #write(): Promise<void> {
    const bytes = Buffer.concat(this.#parts);
    this.#parts = [];
    this.#bytes = 0;
    await this.#file.writeFile(bytes);
  }
}

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

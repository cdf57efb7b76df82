import { open, type FileHandle } from 'node:fs/promises';

/** Text is handed to the system in pieces of this many characters. */
const piece = 1 << 20;

/** A CSV file (UTF-8, LF) that is written row by row in large pieces. */
export class CsvFile {
  readonly #file: FileHandle;
  #text: string;

  private constructor(file: FileHandle, header: string) {
    this.#file = file;
    this.#text = `${header}\n`;
  }

  static async create(path: string, header: string): Promise<CsvFile> {
    return new CsvFile(await open(path, 'w'), header);
  }

  /** Adds a line of which the caller knows that no cell needs quoting. */
  line(text: string): void {
    this.#text += `${text}\n`;
  }

  /** Adds a row of any cells. */
  row(...cells: (string | number)[]): void {
    this.line(cells.map((cell) => (typeof cell === 'string' ? quoted(cell) : String(cell))).join(','));
  }

  /** Writes if enough has come together: to be called now and then, so that memory stays bounded. */
  async spill(): Promise<void> {
    if (this.#text.length >= piece) await this.#write();
  }

  async close(): Promise<void> {
    try {
      await this.#write();
    } finally {
      await this.#file.close();
    }
  }

  async #write(): Promise<void> {
    const text = this.#text;
    this.#text = '';
    await this.#file.writeFile(text);
  }
}

const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

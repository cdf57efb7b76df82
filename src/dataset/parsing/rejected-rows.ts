import { open, type FileHandle } from 'node:fs/promises';

/** A row that could not be read. `line` counts from 1 in the unpacked file, headers included. */
export interface Rejected {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
  readonly text: string;
}

/** `rejected.csv`: the rows set aside, with the file, the line, the reason and the text of each. */
export class RejectedRows {
  readonly #file: FileHandle;
  #count = 0;
  #first: Rejected | undefined;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async open(path: string): Promise<RejectedRows> {
    const file = await open(path, 'w');
    await file.writeFile('file,line,reason,text\n');
    return new RejectedRows(file);
  }

  get count(): number {
    return this.#count;
  }
  get first(): Rejected | undefined {
    return this.#first;
  }

  async add(rows: readonly Rejected[]): Promise<void> {
    if (rows.length === 0) return;
    this.#first ??= rows[0];
    this.#count += rows.length;
    await this.#file.writeFile(rows.map(asLine).join(''));
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

const asLine = ({ file, line, reason, text }: Rejected): string =>
  `${[file, String(line), reason, text].map(asValue).join(',')}\n`;

const asValue = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

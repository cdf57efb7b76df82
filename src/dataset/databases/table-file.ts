import { createHash } from 'node:crypto';
import { open, readFile, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import type { Position } from './database-kind.ts';

const state = z.object({
  source: z.string(),
  bytes: z.int().min(0),
  rows: z.int().min(0),
  after: z.array(z.string()),
});

/** How far an earlier run came. */
export interface Progress {
  readonly rows: number;
  readonly after: Position;
}

/**
 * A CSV file on its way: `NAME.part` holds rows, `NAME.part.json` says up to which byte they count, after which row to
 * go on, and, as a digest, what is being read. What stands beyond that byte when a run is killed is read again.
 */
export class TableFile {
  readonly #path: string;
  readonly #source: string;
  #file: FileHandle | undefined;
  #bytes = 0;
  #rows = 0;

  /** `source` is all that makes rows what they are: another database, query or choice of columns is another file. */
  constructor(path: string, source: unknown) {
    this.#path = path;
    this.#source = createHash('sha256').update(JSON.stringify(source)).digest('hex');
  }

  /** Opens it where an earlier run left it, if it was reading the same, else empty. */
  async open(header: readonly string[]): Promise<Progress | undefined> {
    const before = await this.#before();
    if (before) {
      this.#file = await open(`${this.#path}.part`, 'r+');
      const { size } = await this.#file.stat();
      if (size >= before.bytes) {
        await this.#file.truncate(before.bytes);
        this.#bytes = before.bytes;
        this.#rows = before.rows;
        return before;
      }
      await this.#file.close();
    }
    await rm(`${this.#path}.part.json`, { force: true });
    this.#file = await open(`${this.#path}.part`, 'w');
    await this.#write(csvLine(header));
    return undefined;
  }

  get rows(): number {
    return this.#rows;
  }

  async append(rows: readonly (readonly string[])[]): Promise<void> {
    let lines = '';
    for (const row of rows) lines += csvLine(row);
    await this.#write(lines);
    this.#rows += rows.length;
  }

  /** Makes what was written count: a later run goes on from here. */
  async settle(after: Position): Promise<void> {
    await this.#file!.datasync();
    const next = `${this.#path}.part.json.new`;
    const now: z.infer<typeof state> = {
      source: this.#source,
      bytes: this.#bytes,
      rows: this.#rows,
      after: [...after],
    };
    await writeFile(next, JSON.stringify(now));
    await rename(next, `${this.#path}.part.json`);
  }

  async close(): Promise<void> {
    await this.#file?.close();
    this.#file = undefined;
  }

  /** Gives it its name. */
  async finish(): Promise<void> {
    await this.close();
    await rename(`${this.#path}.part`, this.#path);
    await rm(`${this.#path}.part.json`, { force: true });
  }

  async #write(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    await this.#file!.write(bytes, 0, bytes.length, this.#bytes);
    this.#bytes += bytes.length;
  }

  async #before(): Promise<z.infer<typeof state> | undefined> {
    try {
      const found = state.parse(JSON.parse(await readFile(`${this.#path}.part.json`, 'utf8')));
      return found.source === this.#source ? found : undefined;
    } catch {
      return undefined;
    }
  }
}

const special = /[",\r\n]/;

/** A row as a line of CSV. Line ends in values become blanks, so that a line is a row. */
function csvLine(values: readonly string[]): string {
  let line = '';
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (at > 0) line += ',';
    line += special.test(value) ? quoted(value) : value;
  }
  return `${line}\n`;
}

const quoted = (value: string): string => {
  const text = value.replaceAll(/[\r\n]+/g, ' ');
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

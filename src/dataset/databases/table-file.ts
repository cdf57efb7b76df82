import { createHash } from 'node:crypto';
import { open, readFile, rename, rm, stat, writeFile, type FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import type { Position } from './database-kind.ts';

const state = z.object({
  source: z.string(),
  bytes: z.int().min(0),
  rows: z.int().min(0),
  after: z.array(z.string()),
  /** All rows have come. */
  whole: z.boolean(),
});

type State = z.infer<typeof state>;

/** How many rows may have to be read again after a kill. */
const most = 25_000;

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
  #whole = false;
  /** The last place to go on from, and how many rows the file had when the one on disk was written. */
  #place: State | undefined;
  #settled = 0;

  /** `source` is all that makes rows what they are: another database, query or choice of columns is another file. */
  constructor(path: string, source: unknown) {
    this.#path = path;
    this.#source = createHash('sha256').update(JSON.stringify(source)).digest('hex');
  }

  /** Opens it where an earlier run left it, if it was reading the same, else empty. */
  async open(header: readonly string[]): Promise<Position | undefined> {
    const before = await this.#before();
    if (before) {
      this.#file = await open(`${this.#path}.part`, 'r+');
      await this.#file.truncate(before.bytes);
      this.#whole = before.whole;
      this.#bytes = before.bytes;
      this.#rows = this.#settled = before.rows;
      return before.after;
    }
    await rm(`${this.#path}.part.json`, { force: true });
    this.#file = await open(`${this.#path}.part`, 'w');
    await this.#write(csvLine(header));
    return undefined;
  }

  get rows(): number {
    return this.#rows;
  }

  /** Whether an earlier run has read all rows, and was interrupted only in another table. */
  get isWhole(): boolean {
    return this.#whole;
  }

  /** Whether a later run would go on after rows that have come. */
  get goesOn(): boolean {
    return this.#place !== undefined || this.#settled > 0;
  }

  /** Adds rows; `after` where a later run can go on after them. */
  async append(rows: readonly (readonly string[])[], after: Position | undefined): Promise<void> {
    let lines = '';
    for (const row of rows) lines += csvLine(row);
    await this.#write(lines);
    this.#rows += rows.length;
    if (!after) return;
    this.#place = { source: this.#source, bytes: this.#bytes, rows: this.#rows, after: [...after], whole: false };
    if (this.#rows - this.#settled >= most) await this.#settle();
  }

  /** Keeps what has come for a later run, unless it is whole. */
  async close(): Promise<void> {
    if (!this.#file) return;
    // On a full disk what was settled before holds.
    await this.#settle().catch(() => undefined);
    await this.#file.close();
    this.#file = undefined;
  }

  /** Says that all rows have come. */
  async finish(): Promise<void> {
    const after = this.#place?.after ?? [];
    this.#place = { source: this.#source, bytes: this.#bytes, rows: this.#rows, after, whole: true };
    await this.#settle();
  }

  /** Gives it its name. */
  async place(): Promise<void> {
    await rename(`${this.#path}.part`, this.#path);
    await rm(`${this.#path}.part.json`, { force: true });
  }

  /** Makes what was written count. */
  async #settle(): Promise<void> {
    if (!this.#place) return;
    await this.#file!.datasync();
    const next = `${this.#path}.part.json.new`;
    await writeFile(next, JSON.stringify(this.#place));
    await rename(next, `${this.#path}.part.json`);
    this.#settled = this.#place.rows;
  }

  async #write(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    await this.#file!.write(bytes, 0, bytes.length, this.#bytes);
    this.#bytes += bytes.length;
  }

  async #before(): Promise<State | undefined> {
    try {
      const found = state.parse(JSON.parse(await readFile(`${this.#path}.part.json`, 'utf8')));
      const { size } = await stat(`${this.#path}.part`);
      return found.source === this.#source && size >= found.bytes ? found : undefined;
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

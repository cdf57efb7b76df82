import { existsSync } from 'node:fs';
import { open, readFile, rename, truncate, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { writeFileWhole } from '../artifacts/write-file.ts';
import type { Context } from '../context.ts';
import { codes, MovierecError, type ErrorCode } from '../errors.ts';
import type { Trial } from './trial.ts';

/** What makes a search what it is, as plain JSON: with anything else in it, it is another search. */
export type SearchIdentity = Readonly<Record<string, unknown>>;

const heading = z.object({
  format: z.literal(1),
  /** How many trials may be under way at once: it has a say in what is tried, and so it stays as it was at the start. */
  lag: z.number().int().positive(),
  search: z.record(z.string(), z.unknown()),
});

const line = z.object({
  trial: z.number().int().nonnegative(),
  parameters: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  seconds: z.number(),
  failed: z.enum(Object.keys(codes) as [ErrorCode]).exactOptional(),
});

/** The name of the file in the folder of a search. */
export const logName = 'trials.jsonl';

/**
 * The finished trials of a search, kept in `trials.jsonl`: a line of what makes it this search, then one for each trial
 * as it ends, in any order, each on the disk before the next begins. A run that is killed leaves at worst half a line
 * at the end, which is cut off when the file is opened again.
 */
export class TrialLog {
  readonly #begin: () => Promise<FileHandle>;
  readonly #finished: Map<number, Trial>;
  #file: FileHandle | undefined;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(
    begin: () => Promise<FileHandle>,
    finished: Map<number, Trial>,
    /** How many trials may be under way at once. */
    readonly lag: number,
  ) {
    this.#begin = begin;
    this.#finished = finished;
  }

  /**
   * Opens the log of a search; nothing is written before the first trial is added. Then the log of another search, or
   * with `force` any, is kept as trials-1.jsonl (-2, …) if it has any trials, and the remarks say so. To be closed.
   * @throws BAD_FILE where a line in the middle cannot be read
   */
  static async open(
    folder: string,
    search: SearchIdentity,
    { lag, force = false }: { lag: number; force?: boolean },
    context: Context,
  ): Promise<TrialLog> {
    const path = join(folder, logName);
    const wanted = JSON.parse(JSON.stringify(search)) as SearchIdentity;
    const there = existsSync(path) ? await read(path) : undefined;
    const goesOn = there !== undefined && !force && isDeepStrictEqual(there.heading?.search, wanted);
    const begin = async (): Promise<FileHandle> => {
      if (there && !goesOn && (there.trials.size > 0 || !there.heading)) {
        const aside = await setAside(folder);
        const why = force ? 'this one begins anew' : `it was another (${differences(there.heading?.search, wanted)})`;
        context.log(`The search before is kept as ${aside}: ${why}`);
      }
      if (!goesOn) await writeFileWhole(path, `${JSON.stringify({ format: 1, lag, search: wanted })}\n`);
      else if (there.cut) await truncate(path, there.bytes);
      return open(path, 'a');
    };
    return new TrialLog(begin, goesOn ? there.trials : new Map(), goesOn ? there.heading!.lag : lag);
  }

  /** The finished trials by number. */
  get trials(): ReadonlyMap<number, Trial> {
    return this.#finished;
  }

  /** Adds a finished trial; it is on the disk when this is done. After a failure, and once closed, nothing more is written. */
  add(trial: Trial): Promise<void> {
    const written = this.#last.then(async () => {
      this.#file ??= await this.#begin();
      await this.#file.appendFile(`${JSON.stringify(trial)}\n`);
      await this.#file.sync();
      this.#finished.set(trial.trial, trial);
    });
    this.#last = written;
    written.catch(() => undefined); // whoever waits for it hears of it
    return written;
  }

  async close(): Promise<void> {
    const last = this.#last;
    // A trial that was under way when a search ended may end after it.
    this.#last = last.then(() => Promise.reject(new Error('The log of the search is closed.')));
    this.#last.catch(() => undefined);
    await last.catch(() => undefined);
    await this.#file?.close();
  }
}

/**
 * The finished trials of the search in a folder, by number; none where there is no search.
 * @throws BAD_FILE where a line in the middle cannot be read
 */
export async function readTrials(folder: string): Promise<Trial[]> {
  const path = join(folder, logName);
  if (!existsSync(path)) return [];
  return [...(await read(path)).trials.values()].sort((a, b) => a.trial - b.trial);
}

/** What stands in a log: the first line, nothing where no version of ours wrote it, and the trials. */
interface Found {
  readonly heading: z.infer<typeof heading> | undefined;
  readonly trials: Map<number, Trial>;
  /** How many bytes are whole lines, and whether there is more. */
  readonly bytes: number;
  readonly cut: boolean;
}

async function read(path: string): Promise<Found> {
  const content = await readFile(path);
  const bytes = content.lastIndexOf('\n') + 1;
  const cut = bytes < content.length;
  const [first, ...rest] = content.toString('utf8', 0, bytes).split('\n').slice(0, -1);
  const found = heading.safeParse(parsed(first ?? '')).data;
  const trials = new Map<number, Trial>();
  for (const [at, text] of found ? rest.entries() : []) {
    const trial = line.safeParse(parsed(text)).data;
    if (!trial) {
      throw new MovierecError(
        'BAD_FILE',
        `${path}, line ${at + 2} is not a trial.`,
        'Delete the line, and its trial is run again; or begin anew with --force.',
      );
    }
    trials.set(trial.trial, trial);
  }
  return { heading: found, trials, bytes, cut };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Which options are not the same. */
function differences(before: SearchIdentity | undefined, now: SearchIdentity): string {
  if (!before) return 'of another version';
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return names.filter((name) => !isDeepStrictEqual(before[name], now[name])).join(', ');
}

async function setAside(folder: string): Promise<string> {
  for (let number = 1; ; number++) {
    const name = `trials-${number}.jsonl`;
    if (existsSync(join(folder, name))) continue;
    await rename(join(folder, logName), join(folder, name));
    return name;
  }
}

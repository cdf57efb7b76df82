import { MovierecError, type ErrorCode } from '../errors.ts';
import type { FoldRow } from './fold-rows.ts';

/**
 * What can be wrong with rows of a fold file, in the order in which it is told: the pair is no rating of the data set,
 * the data set says another rating, the file has the pair twice, the other half has it too.
 */
const kinds = ['unknown', 'different', 'twice', 'leak'] as const;
export type FaultKind = (typeof kinds)[number];

/** Counts the faults of a file's rows and keeps the first of each kind, so that one error can tell of them all. */
export class FoldFaults {
  readonly #found = new Map<FaultKind, { count: number; readonly first: string }>();

  constructor(
    readonly file: string,
    readonly otherHalf: string,
  ) {}

  add(kind: FaultKind, { line, user, movie }: FoldRow, detail = `user "${user}", film "${movie}"`): void {
    const found = this.#found.get(kind) ?? { count: 0, first: `the first in line ${line}: ${detail}` };
    this.#found.set(kind, { ...found, count: found.count + 1 });
  }

  /** @throws BAD_FILE, LEAK for the first kind that was found */
  throwIfAny(): void {
    const kind = kinds.find((known) => this.#found.has(known));
    if (!kind) return;
    const { count, first } = this.#found.get(kind)!;
    const { code, what, hint } = this.#tell(kind, count === 1);
    throw new MovierecError(code, `${count} ${what}, ${first}.`, hint);
  }

  #tell(kind: FaultKind, single: boolean): { code: ErrorCode; what: string; hint: string } {
    const rows = `row${single ? '' : 's'} of ${this.file}`;
    const ratings = single ? 'rating stands' : 'ratings stand';
    switch (kind) {
      case 'unknown':
        return {
          code: 'BAD_FILE',
          what: `${rows} ${single ? 'is no rating' : 'are no ratings'} of this data set`,
          hint:
            'The file belongs to another data set or was altered, or "clean" left ratings out or merged films: ' +
            'movierec clean --no-merge-films',
        };
      case 'different':
        return {
          code: 'BAD_FILE',
          what: `${rows} ${single ? 'has' : 'have'} another rating than this data set`,
          hint: 'Get the file that belongs to this version of the data set, and clean it without --rescale.',
        };
      case 'twice':
        return {
          code: 'BAD_FILE',
          what: `${ratings} more than once in ${this.file}`,
          hint: 'Get the file again, or take the repeated lines out.',
        };
      case 'leak':
        return {
          code: 'LEAK',
          what: `${ratings} both in ${this.otherHalf} and in ${this.file}`,
          hint: 'A model must not be tested on what it was trained on: get the files again, or mend one of them.',
        };
    }
  }
}

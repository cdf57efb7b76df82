import { Transform } from 'node:stream';
import { MovierecError } from '../../errors.ts';

/** Ratings as text shrink to a fourth or a tenth; what grows by more than this is made to fill a disk. */
const mostGrowth = 200;
/** What may come out of any archive, however small. */
const always = 64 * 2 ** 20;
const mostBytes = 64 * 2 ** 30;

/** How much may come out of one archive, all its files together: counted as it comes, whatever the archive says. */
export class Quota {
  readonly #name: string;
  #left: number;

  constructor(name: string, archiveBytes: number) {
    this.#name = name;
    this.#left = Math.min(mostBytes, Math.max(always, mostGrowth * archiveBytes));
  }

  /** Lets bytes through until too many have come. */
  gate(): Transform {
    return new Transform({
      transform: (block: Buffer, _encoding, done) => {
        this.#left -= block.length;
        if (this.#left >= 0) done(null, block);
        else done(badArchive(this.#name, 'would unpack to an absurd size'));
      },
    });
  }
}

export const badArchive = (name: string, what: string, cause?: unknown): MovierecError =>
  new MovierecError('BAD_ARCHIVE', `${name} ${what}.`, 'Get the archive again from where it came.', { cause });

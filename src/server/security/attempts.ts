import { normalizeIP } from '@fastify/rate-limit';
import type { Context } from '../../context.ts';
import { foldName } from '../../store/fold-name.ts';
import type { Store } from '../../store/store.ts';
import { days } from './days.ts';
import { digest } from './digest.ts';
import { TooManyRequests } from './too-many-requests.ts';

/** After so many failures in a row every further attempt has to wait. An address may be that of a whole school. */
const free = { name: 5, address: 30 } as const;
const longest = 15 * 60_000;

/** How long to wait after so many failures in a row, in milliseconds: twice as long each time, never forever. */
export const delayAfter = (failures: number, of: keyof typeof free): number =>
  failures < free[of] ? 0 : Math.min(1000 * 2 ** (failures - free[of]), longest);

/** Guessing passwords takes longer and longer, for a name and from an address. */
export interface Attempts {
  /** To be called before a password is looked at. @throws TOO_MANY_REQUESTS before the time has come */
  begin(name: string, address: string): Promise<void>;
  /** Says what came of it. */
  end(name: string, address: string, success: boolean): Promise<void>;
}

export function openAttempts(store: Store, { now }: Pick<Context, 'now'>): Attempts {
  // Digests, since people type passwords where a name should be, and addresses are nobody's business.
  const nameKey = (name: string): string => digest(`name ${foldName(name)}`);
  const addressKey = (address: string): string => digest(`address ${normalizeIP(address)}`);
  const add = (key: string): Promise<number> => store.addFailure(key, now(), now() - days(1));

  const requireTime = async (key: string, of: keyof typeof free): Promise<number> => {
    const known = await store.findFailures(key);
    if (!known || known.at < now() - days(1)) return 0;
    const wait = known.at + delayAfter(known.count, of) - now();
    if (wait > 0) throw tooMany(wait);
    return known.count;
  };
  return {
    async begin(name, address) {
      await requireTime(addressKey(address), 'address');
      const before = await requireTime(nameKey(name), 'name');
      // Counted as a failure until it is none, so that many at once are no way around the delay.
      const failures = (await add(nameKey(name))) - 1;
      const wait = failures > before ? delayAfter(failures, 'name') : 0;
      if (wait > 0) throw tooMany(wait);
    },
    async end(name, address, success) {
      // Of an address nothing is forgotten: else one account of one's own would let one guess at all others.
      if (success) await store.clearFailures(nameKey(name));
      else await add(addressKey(address));
    },
  };
}

const tooMany = (wait: number): TooManyRequests =>
  new TooManyRequests('there were too many failed attempts to sign in.', Math.ceil(wait / 1000));

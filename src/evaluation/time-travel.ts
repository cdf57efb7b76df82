import type { Ratings } from '../dataset/ratings.ts';
import { role } from '../dataset/splits/role.ts';

/**
 * The share of tested ratings that are older than some rating the model was fitted on: then it knows of a time that was
 * still to come, as no service ever does. Ratings without a time do not count; null where no tested one has a time.
 */
export function timeTravel({ columns: { time } }: Ratings, rounds: readonly Uint8Array[]): number | null {
  if (!time) return null;
  let [tested, traveled] = [0, 0];
  for (const roles of rounds) {
    let newest = 0;
    for (let at = 0; at < roles.length; at++) if (roles[at] === role.train) newest = Math.max(newest, time[at]);
    for (let at = 0; at < roles.length; at++) {
      if (roles[at] !== role.test || time[at] === 0) continue;
      tested++;
      if (time[at] < newest) traveled++;
    }
  }
  return tested > 0 ? traveled / tested : null;
}

import { normal, sequence, uniform } from '../../random.ts';

const day = 86_400;
/** How many films are rated at one sitting, on average. */
const sitting = 14;

/**
 * When each of a person's ratings is given, in seconds since 1970, ascending. Someone joins, rates much on the first
 * day and comes back now and then, rather in the evening (UTC) and at the weekend.
 */
export function visitTimes(seed: number, opened: number, closed: number): (user: number, count: number) => Uint32Array {
  const joining = uniform(seed, 'joining');
  return (user, count) => {
    const random = sequence(seed, `visits of ${user}`);
    const hour = normal(seed, `evenings of ${user}`, 3.2);
    const joined = opened + joining(user) * 0.97 * (closed - opened);
    const visits = 1 + Math.floor((count / sitting) * 2 * random());
    const starts = Float64Array.from({ length: visits }, (_, visit) => {
      // The square lets most visits come soon after joining.
      const date = Math.floor((joined + (visit === 0 ? 0 : random() ** 2 * (closed - joined))) / day);
      return weekendRather(date, random()) * day + ((((20 + hour(visit)) % 24) + 24) % 24) * 3600;
    }).sort();

    const times = new Uint32Array(count);
    let now = 0;
    for (let at = 0; at < count; at++) {
      const start = starts[Math.floor(visits * (at / count) ** 1.4)];
      now = Math.max(now + 4 + Math.floor(40 * random() ** 2), Math.floor(start));
      times[at] = now;
    }
    return times;
  };
}

/** A day, counted from Thursday 1 January 1970, moved to the Saturday before in a quarter of the cases. */
function weekendRather(date: number, random: number): number {
  const sinceSaturday = (date + 5) % 7;
  return random < 0.25 ? date - sinceSaturday : date;
}

import { callsFor, scratchBytes, type LikeMinded, type Someone } from './like-minded.ts';

/** The people that a score was averaged over, and how much the value of each weighs in it. */
export function nearestPeople(model: LikeMinded, someone: Someone, item: number) {
  const { starts, indexes, values } = model.averaged;
  const region = model.arena.region();
  try {
    const { compare, order, likeness, ordered } = callsFor(model, someone, region);
    const scratch = region.uint8(Math.max(...Object.values(scratchBytes(model)))).byteOffset;
    model.arena.kernels.similarities(...compare, scratch);
    model.arena.kernels.orderByLikeness(...order, scratch);
    const nearest: { user: number; weight: number; value: number }[] = [];
    for (let at = 0; ordered[at] >= 0 && nearest.length < model.neighbors; at++) {
      const user = ordered[at];
      const place = indexes.subarray(starts[user], starts[user + 1]).indexOf(item);
      if (place >= 0) nearest.push({ user, weight: likeness[user], value: values[starts[user] + place] });
    }
    const total = nearest.reduce((sum, { weight }) => sum + weight, model.prior);
    return nearest.map(({ weight, ...rest }) => ({ ...rest, weight: weight / total }));
  } finally {
    region.release();
  }
}

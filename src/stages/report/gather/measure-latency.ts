import type { Context } from '../../../context.ts';
import { load } from '../../../models/registry.ts';
import { sequence } from '../../../random.ts';
import type { SavedModel } from '../../saved-model.ts';
import type { Latency } from '../facts.ts';

/** For how many people lists are made, and for how many before, so that the program is warm. */
const people = 50;
const before = 5;

/** How long a list of k takes, one after another, for people drawn by the context's seed. */
export async function measureLatency(saved: SavedModel, k: number, context: Context): Promise<Latency> {
  const started = performance.now();
  const model = await load(saved.folder, saved.name);
  const loaded = performance.now() - started;
  const random = sequence(context.seed, 'latency');
  const users = model.seen.users.size;
  const times: number[] = [];
  for (let at = -before; at < people; at++) {
    const begun = performance.now();
    model.recommend(model.user(Math.floor(random() * users)), k);
    if (at >= 0) times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  return { people, median: times[people / 2], worst: times[people - 1], load: loaded, full: saved.full };
}

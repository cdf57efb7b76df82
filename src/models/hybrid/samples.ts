import { emptyHistory, historyOf, type History } from '../../dataset/history.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import { sequence, shuffled } from '../../random.ts';
import type { Inner } from './inner-split.ts';

/** Someone with a whole or a cut history, and films of which it is known what should come of them. */
export interface Sample {
  /** In the training set; a cut history is folded in. */
  readonly index?: number;
  readonly history: History;
  readonly items: Int32Array;
  /** What each was rated; for ranking, 1 for the good ones, which come first, and 0 for others. */
  readonly targets: Float64Array;
  /** The films of the whole history: these are no examples. */
  readonly known: ReadonlySet<number>;
}

/** Weights are learned from so many people at most: they are few numbers. */
const mostPeople = 600;
/** Besides whole histories, these are what is left of them: of who has just begun to rate. */
const cuts = [0, 1, 3, 5, 12] as const;
/** Ranking: films drawn at random for each person, and how many good ones count at most. */
const othersAtRandom = 50;
const mostGood = 20;

/** People with held-out ratings, drawn at random, each with a whole history and with shorter ones. */
export function samplesOf({ training, heldOut }: Inner, ranks: boolean, seed: number): Sample[] {
  const { starts } = heldOut.byUser;
  const people = Array.from(shuffled(training.users.size, seed, 'hybrid.people'))
    .filter((user) => starts[user + 1] > starts[user])
    .slice(0, mostPeople);
  return people.flatMap((user) => {
    const history = historyOf(training.byUser, user);
    const target = historyOf(heldOut.byUser, user);
    const known = new Set(history.items);
    const examples = ranks ? goodAndOthers(user, target, known, training, seed) : asRated(target);
    if (examples.items.length === 0) return [];
    const shorter = cuts.filter((length) => length < history.items.length);
    return [
      { ...(history.items.length > 0 && { index: user }), history, known, ...examples },
      ...shorter.map((length) => ({ history: cut(history, length, user, seed), known, ...examples })),
    ];
  });
}

const asRated = ({ items, ratings }: History): Pick<Sample, 'items' | 'targets'> => ({
  items,
  targets: Float64Array.from(ratings),
});

/** Held-out films that the person found good; those that they did not, and films drawn at random. */
function goodAndOthers(
  user: number,
  { items, ratings }: History,
  known: ReadonlySet<number>,
  { relevant, items: films }: Ratings,
  seed: number,
): Pick<Sample, 'items' | 'targets'> {
  const random = sequence(seed, `hybrid.others.${user}`);
  const liked = items.filter((_, at) => ratings[at] >= relevant);
  const good = liked.slice(0, mostGood);
  if (good.length === 0) return { items: good, targets: new Float64Array() };
  const drawn = Array.from({ length: othersAtRandom }, () => Math.floor(random() * films.size));
  const others = [...new Set([...items, ...drawn])].filter((item) => !known.has(item) && !liked.includes(item));
  const targets = new Float64Array(good.length + others.length).fill(1, 0, good.length);
  return { items: Int32Array.of(...good, ...others), targets };
}

/** So many ratings of a history, drawn at random. */
function cut({ items, ratings, times }: History, length: number, user: number, seed: number): History {
  if (length === 0) return emptyHistory;
  const kept = shuffled(items.length, seed, `hybrid.cut.${user}`).subarray(0, length).sort();
  return {
    items: Int32Array.from(kept, (at) => items[at]),
    ratings: Float32Array.from(kept, (at) => ratings[at]),
    ...(times && { times: Uint32Array.from(kept, (at) => times[at]) }),
  };
}

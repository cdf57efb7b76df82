import type { Context } from '../../context.ts';
import { steps } from '../../context.ts';
import { emptyHistory, historyOf, type History } from '../../dataset/history.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import { role } from '../../dataset/splits/role.ts';
import { splitRatings } from '../../dataset/splits/split-ratings.ts';
import { sequence, shuffled } from '../../random.ts';
import { columnCount, columnsOf, spreadsOf } from './blend.ts';
import { cellOf, filmBand, personBand } from './cells.ts';
import { scoresOfMany, usersOf } from './member-scores.ts';
import type { Member } from './members.ts';

/**
 * What the weights are learned from: a row of columns each, what should come of it, and the cell that it is in. Those of
 * one person with one history are a sample; of one for ranking, the good films come first.
 */
export interface Examples {
  readonly width: number;
  /** The first row of each sample, and the end. */
  readonly starts: Uint32Array;
  /** Row after row. */
  readonly columns: Float64Array;
  readonly targets: Float64Array;
  readonly cells: Uint8Array;
}

/** Training ratings in two: what the members are fitted on, and what the weights are learned from. */
export interface Inner {
  readonly training: Ratings;
  readonly heldOut: Ratings;
}

/** This share of the films is held out wholly, so that something is learned of films without ratings. */
const filmShare = 0.05;
/** Weights are learned from so many people at most: they are few numbers. */
const mostPeople = 1000;
/** Besides whole histories, these are what is left of them: of who has just begun to rate. */
const cuts = [0, 1, 3, 5, 12] as const;
/** Ranking: films drawn at random for each sample, and how many good ones count at most. */
const others = 100;
const mostGood = 20;

/** A share of each person's ratings held out at random, and all those of some films. */
export function innerSplit(ratings: Ratings, share: number, seed: number): Inner {
  const { user, item } = ratings.columns;
  const columns = { user, item, time: undefined, users: ratings.users.size, items: ratings.items.size };
  const [roles] = splitRatings('by-user', columns, { share, seed });
  const films = new Set(
    shuffled(ratings.items.size, seed, 'hybrid.films').subarray(0, Math.floor(filmShare * ratings.items.size)),
  );
  const isTraining = (at: number): boolean => roles[at] === role.train && !films.has(item[at]);
  const training = ratings.filter(isTraining);
  // From too few ratings no weights are learned.
  if (training.size === 0) return { training: ratings, heldOut: training };
  return { training, heldOut: ratings.filter((at) => !isTraining(at)) };
}

/** Someone with a whole or a cut history, and the films that they are an example with. */
interface Sample {
  /** In the training set; a cut history is folded in. */
  readonly index?: number;
  readonly history: History;
  readonly items: Int32Array;
  readonly targets: Float64Array;
}

/**
 * Asks members fitted on the training part, the baseline first, for what was held out: with whole histories, and with
 * what would be left of them had the person just begun.
 */
export async function collectExamples(
  members: readonly Member[],
  { training, heldOut }: Inner,
  ranks: boolean,
  context: Context,
): Promise<Examples> {
  const samples = samplesOf(training, heldOut, ranks, context.seed);
  const width = columnCount({ ranks, members: members.length });
  const size = samples.reduce((sum, { items }) => sum + items.length, 0);
  const starts = new Uint32Array(samples.length + 1);
  samples.forEach(({ items }, at) => (starts[at + 1] = starts[at] + items.length));
  const examples = {
    width,
    starts,
    columns: new Float64Array(size * width),
    targets: new Float64Array(size),
    cells: new Uint8Array(size),
  };
  const { starts: filmStarts } = training.byItem;
  const counts = filmStarts.slice(1).map((end, item) => end - filmStarts[item]);
  let row = 0;
  for await (const batch of steps(context, Math.ceil(samples.length / samplesAtOnce), 'batches of examples')) {
    const some = samples.slice(batch * samplesAtOnce, (batch + 1) * samplesAtOnce);
    const people = some.map(({ index, history }) => ({ history, users: usersOf(members, history, index) }));
    const scores = await scoresOfMany(members, people, counts, context);
    for (const [at, { history, items, targets }] of some.entries()) {
      const own = scores.map((all) => all.subarray(at * counts.length, (at + 1) * counts.length));
      const spreads = spreadsOf({ ranks }, own, history);
      for (const [place, item] of items.entries()) {
        columnsOf({ ranks }, own, spreads, item, examples.columns.subarray(row * width, (row + 1) * width));
        examples.targets[row] = ranks ? targets[place] : targets[place] - own[0][item];
        examples.cells[row++] = cellOf(personBand(history.items.length), filmBand(counts[item]));
      }
    }
  }
  return examples;
}

const samplesAtOnce = 64;

function samplesOf(training: Ratings, heldOut: Ratings, ranks: boolean, seed: number): Sample[] {
  const { starts } = heldOut.byUser;
  const people = Array.from(shuffled(training.users.size, seed, 'hybrid.people'))
    .filter((user) => starts[user + 1] > starts[user])
    .slice(0, mostPeople);
  return people.flatMap((user) => {
    const history = historyOf(training.byUser, user);
    const target = historyOf(heldOut.byUser, user);
    const examples = ranks ? goodAndOthers(user, history, target, training, seed) : asRated(target);
    if (examples.items.length === 0) return [];
    const shorter = cuts.filter((length) => length < history.items.length);
    return [
      { ...(history.items.length > 0 && { index: user }), history, ...examples },
      ...shorter.map((length) => ({ history: cut(history, length, user, seed), ...examples })),
    ];
  });
}

const asRated = ({ items, ratings }: History): Pick<Sample, 'items' | 'targets'> => ({
  items,
  targets: Float64Array.from(ratings),
});

/** Held-out films that the person found good, as 1, and films drawn at random that the person has not rated, as 0. */
function goodAndOthers(
  user: number,
  { items: known }: History,
  { items, ratings }: History,
  { relevant, items: films }: Ratings,
  seed: number,
): Pick<Sample, 'items' | 'targets'> {
  const random = sequence(seed, `hybrid.others.${user}`);
  const rated = new Set([...known, ...items]);
  const good = items.filter((_, at) => ratings[at] >= relevant).slice(0, mostGood);
  if (good.length === 0) return { items: good, targets: new Float64Array() };
  const drawn = Array.from({ length: others }, () => Math.floor(random() * films.size));
  const unrated = drawn.filter((item) => !rated.has(item));
  return {
    items: Int32Array.of(...good, ...unrated),
    targets: Float64Array.from({ length: good.length + unrated.length }, (_, at) => Number(at < good.length)),
  };
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

import type { PredictedRatings } from '../../metrics/metric.ts';
import { recall } from '../../metrics/recall.ts';
import { rmse } from '../../metrics/rmse.ts';
import { emptyParts, type Measure, type Parts } from '../measure.ts';
import { keyOf } from '../outcomes.ts';
import type { Groups } from './grouping.ts';
import type { Segmented } from './summarize-segments.ts';

/** People are put into this many buckets, each resampled as one: memory is then groups × buckets. */
const buckets = 1000;

/** A group of films: errors of the ratings of its films, and how many of its good held-out films lists find. */
interface Group {
  readonly errors: Parts;
  readonly found: Parts;
  /** A byte for each person: 1 for who has such films to find or to predict. */
  readonly people: Uint8Array;
}

/**
 * How one model does on groups of films; `k` is where lists are cut, and `groupsOf` says which films are in which group
 * in a round with such roles. Memory: groups × (people + buckets).
 */
export class FilmSegments {
  readonly #groups: readonly Group[];
  #now: Groups | undefined;

  constructor(
    readonly names: readonly string[],
    readonly groupsOf: (roles: Uint8Array) => Groups,
    readonly k: number,
    users: number,
  ) {
    this.#groups = names.map(() => {
      return { errors: emptyParts(buckets), found: emptyParts(buckets), people: new Uint8Array(users) };
    });
  }

  /** To be called before the people of each round. */
  beginRound(roles: Uint8Array): void {
    this.#now = this.groupsOf(roles);
  }

  /** Predictions for a person's held-out ratings of these items. */
  addRatings(user: number, items: Int32Array, { actual, predicted }: PredictedRatings): void {
    for (let at = 0; at < items.length; at++) {
      const { sums, weight } = rmse.part({ actual: [actual[at]], predicted: [predicted[at]] });
      for (const group of this.#of(items[at])) {
        const { errors, people } = this.#groups[group];
        people[user] = 1;
        errors.sums[0][user % buckets] += sums[0];
        errors.weight[user % buckets] += weight;
      }
    }
  }

  /** A person's list, and which films it should have found; without those that no list can hold. */
  addList(user: number, items: Int32Array, relevant: ReadonlySet<number>): void {
    const wanted = new Map<number, number>();
    for (const item of relevant) for (const group of this.#of(item)) add(wanted, group);
    const hits = new Map<number, number>();
    for (const item of items.subarray(0, this.k)) {
      if (relevant.has(item)) for (const group of this.#of(item)) add(hits, group);
    }
    for (const [group, count] of wanted) {
      const { found, people } = this.#groups[group];
      people[user] = 1;
      found.sums[0][user % buckets] += (hits.get(group) ?? 0) / count;
      found.weight[user % buckets]++;
    }
  }

  /** The measures of each group. */
  segmented(): Segmented['groups'] {
    return this.#groups.map(({ errors, found, people }, group) => ({
      name: this.names[group],
      people: people.reduce((count, one) => count + one, 0),
      measures: new Map<string, Measure>([
        [rmse.name, { parts: errors, value: (means) => rmse.value!(means) }],
        [keyOf(recall, this.k), { parts: found, value: (means) => means[0] }],
      ]),
    }));
  }

  #of(item: number): readonly number[] {
    return this.#now!.of(item);
  }
}

const add = (counts: Map<number, number>, key: number): void => void counts.set(key, (counts.get(key) ?? 0) + 1);

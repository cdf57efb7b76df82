import type { Context } from '../../context.ts';
import { readFoldFiles } from '../../dataset/fold-files.ts';
import { sampleNegatives } from '../../dataset/negatives.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import { role } from '../../dataset/splits/role.ts';
import { splitOf } from '../../dataset/splits/registry.ts';
import { splitRatings, type splitDefaults } from '../../dataset/splits/split-ratings.ts';
import type { Round } from '../../evaluation/evaluate-rounds.ts';
import { withNegatives } from '../../evaluation/with-negatives.ts';
import type { Model } from '../../models/contract/model.ts';

/** The name of the protocol that tests saved models on what `clean` held out. */
export const heldOutProtocol = 'held-out';
/** The name of the protocol whose folds stand in files. */
export const givenProtocol = 'given';

type SplitOptions = Partial<typeof splitDefaults>;

/** The roles of the ratings in each round of a protocol that fits afresh, and the names of folds that have any. */
export async function rolesOf(
  protocol: string,
  ratings: Ratings,
  { foldFiles = [], ...options }: SplitOptions & { foldFiles?: readonly string[] | undefined },
  context: Context,
): Promise<{ allRoles: Uint8Array[]; folds: string[] }> {
  if (protocol === givenProtocol) {
    const folds = await readFoldFiles(foldFiles, ratings, context);
    return { allRoles: folds.map(({ roles }) => roles), folds: folds.map(({ name }) => name) };
  }
  const { user, item, time } = ratings.columns;
  const columns = { user, item, time, users: ratings.users.size, items: ratings.items.size };
  return { allRoles: splitRatings(protocol, columns, { ...options, seed: context.seed }), folds: [] };
}

/** How to test: by whose ratings, among which films. */
export interface Choices {
  /** The split that the roles come from. */
  readonly split: string;
  readonly relevant: number;
  /** How many films that a person has not rated stand beside the good ones; without it, all films are ranked. */
  readonly negatives?: number | undefined;
}

/**
 * Rounds of training and testing. `fit` gives the model of a name for the training ratings; of each round the last one is
 * kept, since it may be tested twice.
 */
export function testRounds(
  ratings: Ratings,
  allRoles: readonly Uint8Array[],
  fit: (name: string, training: () => Ratings, round: number) => Promise<Model>,
  { split, relevant, negatives }: Choices,
  context: Context,
): Round[] {
  // Where candidates are given, they are what is ranked, whatever is held out.
  const listsHeldOutFilms = negatives === undefined && split !== givenProtocol && splitOf(split).listsHeldOutFilms;
  return allRoles.map((roles, round): Round => {
    const part = (wanted: number): Ratings => ratings.filter((at) => roles[at] === wanted);
    let last: { name: string; model: Promise<Model> } | undefined;
    return {
      roles,
      model(name) {
        if (last?.name !== name) last = { name, model: fit(name, () => part(role.train), round) };
        return last.model;
      },
      pool: listsHeldOutFilms ? filmsOf(part(role.test)) : undefined,
      candidates:
        negatives === undefined
          ? undefined
          : withNegatives(
              part(role.test).byUser,
              Math.fround(relevant),
              sampleNegatives(ratings, roles, negatives, context.seed),
            ),
    };
  });
}

/** The same rounds with lists out of all films that anybody rated, in training or not. */
export const overWholeCatalog = (rounds: readonly Round[], ratings: Ratings): Round[] =>
  rounds.map((round) => ({ ...round, pool: filmsOf(ratings) }));

/** A byte for each film: 1 for those that have a rating. */
function filmsOf({ items, columns }: Ratings): Uint8Array {
  const films = new Uint8Array(items.size);
  for (const item of columns.item) films[item] = 1;
  return films;
}

import type { Context } from '../../context.ts';
import { readFoldFiles } from '../../dataset/fold-files.ts';
import { readNegatives, sampleNegatives } from '../../dataset/negatives.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import { role } from '../../dataset/splits/role.ts';
import { splitRatings, type splitDefaults } from '../../dataset/splits/split-ratings.ts';
import type { Round } from '../../evaluation/evaluate-rounds.ts';
import { poolOf } from '../../evaluation/pool-of.ts';
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
  /** How many films that a person has not rated stand beside the good ones, or a file of them; without it, all do. */
  readonly negatives?: number | string | undefined;
}

/** Rounds of training and testing; `fit` gives the model of a name for the training ratings of a round. */
export async function testRounds(
  ratings: Ratings,
  allRoles: readonly Uint8Array[],
  fit: (name: string, training: () => Ratings, round: number) => Promise<Model>,
  { split, relevant, negatives }: Choices,
  context: Context,
): Promise<Round[]> {
  const given = typeof negatives === 'string' ? await readNegatives(negatives, ratings, context) : undefined;
  return allRoles.map((roles, round): Round => {
    const part = (wanted: number): Ratings => ratings.filter((at) => roles[at] === wanted);
    const others = typeof negatives === 'number' ? sampleNegatives(ratings, roles, negatives, context.seed) : given;
    return {
      roles,
      model: (name) => fit(name, () => part(role.train), round),
      pool: poolOf(split, ratings, roles),
      candidates: others && withNegatives(part(role.test).byUser, Math.fround(relevant), others),
    };
  });
}

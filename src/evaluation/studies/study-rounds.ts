import type { Context } from '../../context.ts';
import { readFoldFiles } from '../../dataset/fold-files.ts';
import { readNegatives } from '../../dataset/negatives.ts';
import type { Ratings } from '../../dataset/ratings.ts';
import { role } from '../../dataset/splits/role.ts';
import { requireTestRatings, splitRatings } from '../../dataset/splits/split-ratings.ts';
import type { Candidates } from '../candidates.ts';
import { withNegatives } from '../with-negatives.ts';
import { remarkOnNegatives } from './remark-on-negatives.ts';
import type { StudyProtocol } from './study.ts';
import { strongGeneralization } from './strong-generalization.ts';

/** What a protocol makes of a data set. */
export interface StudyRounds {
  readonly rounds: readonly { readonly roles: Uint8Array; readonly candidates?: Candidates }[];
  /** A held-out rating from here on is a good one. */
  readonly relevant: number;
  /** What was found in the data that a reader of the figures should know. */
  readonly remarks: readonly string[];
}

/**
 * The trainings and tests of a study; `pathOf` gives the path of a file of the data set.
 * @throws NOTHING_TO_TEST, and what `readFoldFiles` and `readNegatives` throw
 */
export async function studyRounds(
  protocol: StudyProtocol,
  ratings: Ratings,
  pathOf: (file: string) => string,
  context: Context,
): Promise<StudyRounds> {
  const made = await make(protocol, ratings, pathOf, context);
  requireTestRatings(made.rounds.map(({ roles }) => roles));
  return made;
}

async function make(
  protocol: StudyProtocol,
  ratings: Ratings,
  pathOf: (file: string) => string,
  context: Context,
): Promise<StudyRounds> {
  const { seed } = context;
  const { user, item, time } = ratings.columns;
  const columns = { user, item, time, users: ratings.users.size, items: ratings.items.size };
  const common = { relevant: ratings.relevant, remarks: [] };
  switch (protocol.name) {
    case 'folds': {
      const rounds = splitRatings('kfold', columns, { folds: protocol.folds, seed });
      return { ...common, rounds: rounds.map((roles) => ({ roles })) };
    }
    case 'random': {
      const rounds = splitRatings('random', columns, { share: protocol.share, seed });
      return { ...common, rounds: rounds.map((roles) => ({ roles })) };
    }
    case 'given-parts':
      return {
        ...common,
        rounds: await readFoldFiles([protocol.train, protocol.test].map(pathOf), ratings, context),
      };
    case 'given-negatives': {
      const [{ roles }] = await readFoldFiles([protocol.train, protocol.test].map(pathOf), ratings, context);
      const negatives = await readNegatives(pathOf(protocol.negatives), ratings, context);
      const { byUser } = ratings.filter((at) => roles[at] === role.test);
      const candidates = withNegatives(byUser, ratings.scale.min, negatives);
      return {
        rounds: [{ roles, candidates }],
        relevant: ratings.scale.min,
        remarks: remarkOnNegatives(negatives.containsTest, ratings.users.size),
      };
    }
    case 'strong-generalization':
      return {
        rounds: [{ roles: strongGeneralization(ratings, protocol, seed) }],
        relevant: protocol.from,
        remarks: [],
      };
  }
}

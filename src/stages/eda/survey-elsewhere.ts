import { readManifest } from '../../artifacts/manifest.ts';
import { surveyTables } from '../../charts/eda/survey-tables.ts';
import { useSurvey, type Survey, type SurveyFacts } from '../../charts/eda/survey.ts';
import type { Context } from '../../context.ts';
import { tableNames } from '../../dataset/schema.ts';
import { MovierecError } from '../../errors.ts';
import { placeElsewhere } from '../../spark/place-elsewhere.ts';
import { withResults } from '../../spark/query.ts';
import type { Cluster } from '../../spark/submitters/submitter.ts';

/** Tables that no chart reads, or that are as large as the ratings. */
const leftThere: ReadonlySet<string> = new Set(['ratings', 'events', 'users', 'genome', 'plots', 'keywords']);

/**
 * The survey of a cleaned data set that lies at an address: what is counted of the ratings is counted by Spark, and what
 * is known of the films is brought here.
 * @throws MISSING_FILE, BAD_COLUMNS, NOT_A_DATASET
 */
export function surveyElsewhere<T>(
  { address, dataset }: { readonly address: string; readonly dataset: string },
  cluster: Cluster,
  context: Context,
  work: (survey: Survey) => Promise<T>,
): Promise<T> {
  const root = placeElsewhere(address);
  const at = (file: string): string => `${root}/${file}`;
  const films = tableNames.filter((table) => !leftThere.has(table)).map((table) => `${table}.parquet`);
  const query = {
    tables: { ratings: { path: at('ratings.parquet'), columns: ['user', 'item', 'rating', 'time'] } },
    files: Object.fromEntries(
      ['manifest.json', ...films].map((file) => [
        file,
        { path: at(file), needed: ['manifest.json', 'movies.parquet'].includes(file) },
      ]),
    ),
    queries: surveyTables,
  };
  return withResults(query, cluster, context, async (folder) => {
    const manifest = await readManifest(folder);
    if (manifest?.stage !== 'clean') {
      const hint = 'Give the folder that movierec clean wrote: data/processed/SET of a workspace.';
      throw new MovierecError('NOT_A_DATASET', `what is at ${address} is no cleaned data set.`, hint);
    }
    const { feedback, simulated, scale, relevant } = manifest.result as unknown as Omit<SurveyFacts, 'dataset'>;
    return useSurvey(folder, cluster.folder, { dataset, feedback, simulated, scale, relevant }, context, work);
  });
}

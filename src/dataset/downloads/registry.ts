import { distance } from 'fastest-levenshtein';
import { MovierecError } from '../../errors.ts';

/** A data set that GroupLens publishes as one zip, with the figures of its README. */
export interface PublishedDataset {
  readonly name: string;
  readonly summary: string;
  readonly ratings: number;
  /** People with ratings, and films in the catalog, rated or not. */
  readonly users: number;
  readonly movies: number;
  /** Size of the zip. */
  readonly bytes: number;
  /** MD5 of the zip; absent where the file changes over time, and GroupLens's `.md5` beside it is asked instead. */
  readonly md5?: string;
  readonly license: string;
  readonly url: string;
}

const strict =
  'Research use only, with acknowledgment; no redistribution and no commercial use without permission of GroupLens.';
const shareable =
  'Research use only, with acknowledgment; may be redistributed under the same terms; ' +
  'no commercial use without permission of GroupLens.';

type Entry = Omit<PublishedDataset, 'url'>;

const entries: readonly Entry[] = [
  {
    name: 'ml-latest-small',
    summary: 'MovieLens, a small recent sample, for trying things out',
    ratings: 100_836,
    users: 610,
    movies: 9_742,
    bytes: 978_202,
    license: shareable,
  },
  {
    name: 'ml-100k',
    summary: 'MovieLens 100K (1998), with age, gender and occupation',
    ratings: 100_000,
    users: 943,
    movies: 1_682,
    bytes: 4_924_029,
    md5: '0e33842e24a9c977be4e0107933c0723',
    license: strict,
  },
  {
    name: 'ml-1m',
    summary: 'MovieLens 1M (2000), with age, gender and occupation',
    ratings: 1_000_209,
    users: 6_040,
    movies: 3_883,
    bytes: 5_917_549,
    md5: 'c4d9eecfca2ab87c1945afe126590906',
    license: strict,
  },
  {
    name: 'ml-10m',
    summary: 'MovieLens 10M (2009), half stars, with tags',
    ratings: 10_000_054,
    // The README says 71,567, the highest id; this many have ratings.
    users: 69_878,
    movies: 10_681,
    bytes: 65_566_137,
    md5: 'ce571fd55effeba0271552578f2648bd',
    license: strict,
  },
  {
    name: 'ml-20m',
    summary: 'MovieLens 20M (2015), with tags and tag genome',
    ratings: 20_000_263,
    users: 138_493,
    movies: 27_278,
    bytes: 198_702_078,
    md5: 'cd245b17a1ae2cc31bb14903e1204af3',
    license: shareable,
  },
  {
    name: 'ml-25m',
    summary: 'MovieLens 25M (2019), with tags and tag genome',
    ratings: 25_000_095,
    users: 162_541,
    movies: 62_423,
    bytes: 261_978_986,
    md5: '6b51fb2759a8657d3bfcbfc42b592ada',
    license: shareable,
  },
  {
    name: 'ml-32m',
    summary: 'MovieLens 32M (2023), with tags',
    ratings: 32_000_204,
    users: 200_948,
    movies: 87_585,
    bytes: 238_950_008,
    md5: 'd472be332d4daa821edc399621853b57',
    license: shareable,
  },
];

/** What `movierec ingest --dataset NAME` can download, smallest first. */
export const publishedDatasets: readonly PublishedDataset[] = entries.map((entry) => ({
  ...entry,
  url: `https://files.grouplens.org/datasets/movielens/${entry.name}.zip`,
}));

/**
 * The published data set of that name.
 * @throws UNKNOWN_DATASET with the names there are, the one that was probably meant first
 */
export function publishedDataset(name: string): PublishedDataset {
  const found = publishedDatasets.find((dataset) => dataset.name === name);
  if (found) return found;
  const names = publishedDatasets.map((dataset) => dataset.name);
  const [closest] = names.toSorted((a, b) => distance(name, a) - distance(name, b));
  throw new MovierecError(
    'UNKNOWN_DATASET',
    `there is no data set "${name}" to download (there are: ${names.join(', ')}).`,
    `Run: movierec ingest --dataset ${closest}, or movierec ingest --from FILE for data of your own.`,
  );
}

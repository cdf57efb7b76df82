import { MovierecError } from '../../errors.ts';
import type { RawFiles } from '../sources/raw-files.ts';
import { imdb } from './imdb.ts';
import { metadataNames, type MetadataKind, type MetadataSource } from './metadata-source.ts';
import { theMoviesDataset } from './the-movies-dataset.ts';
import { tmdb5000 } from './tmdb-5000.ts';

/** Every layout of film metadata that `ingest` reads. */
export const metadataSources: readonly MetadataSource[] = [imdb, tmdb5000, theMoviesDataset];

/** The names of all files, without `.gz`, that layouts of a kind read. */
export const knownFiles = (kind: MetadataKind): readonly string[] =>
  metadataSources.filter((source) => source.kind === kind).flatMap(({ files }) => files);

/**
 * The layout that files are of, by their names.
 * @throws NOT_A_DATASET where there is none of the kind, or more than one
 */
export function detectMetadata(kind: MetadataKind, files: RawFiles, from: string): MetadataSource {
  const there = metadataSources.filter(({ files: names, telling }) =>
    names.slice(0, telling).some((name) => files.find(name)),
  );
  const [found, second] = there.filter((source) => source.kind === kind);
  const known = metadataSources.filter((source) => source.kind === kind).map(({ summary }) => summary);
  if (found && !second) return found;
  if (found) {
    throw new MovierecError(
      'NOT_A_DATASET',
      `${from} holds two layouts of ${metadataNames[kind]}'s films at once: ${found.name} and ${second.name}.`,
      `Put each into a folder of its own, and give one with --${kind}.`,
    );
  }
  const [other] = there;
  throw new MovierecError(
    'NOT_A_DATASET',
    `there are no files of ${metadataNames[kind]}'s in ${from}.`,
    other
      ? `They are ${metadataNames[other.kind]}'s: give the folder with --${other.kind}.`
      : `Known are ${known.join('; ')}.`,
  );
}

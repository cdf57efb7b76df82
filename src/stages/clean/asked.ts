import type { Manifest } from '../../artifacts/manifest.ts';
import type { CleaningOptions } from '../../dataset/cleaning/clean-ratings.ts';
import { splitOf } from '../../dataset/splits/registry.ts';
import type { CleanOptions } from '../clean.ts';
import type { IngestResult } from '../ingest.ts';

/**
 * What is asked of cleaning, with what the format of an ingested data set says of itself.
 * @throws USAGE for a split that there is not
 */
export function asked(options: Omit<CleanOptions, 'workspace'>, ingested: Manifest) {
  const cleaning: CleaningOptions = {
    scale: options.scale,
    rescale: options.rescale,
    minUserRatings: options.minUserRatings ?? 1,
    minMovieRatings: options.minMovieRatings ?? 1,
  };
  const { scale, distinctFilms, simulated } = ingested.result as Partial<IngestResult>;
  const format = { scale: scale ?? null, distinctFilms: distinctFilms ?? false, simulated: simulated ?? false };
  const split = { name: options.split ?? 'by-user', share: options.test ?? 0.2 };
  splitOf(split.name);
  return {
    cleaning,
    format,
    split,
    mergeFilms: options.mergeFilms ?? !format.distinctFilms,
    /** For the manifest. */
    options: { ...cleaning, mergeFilms: options.mergeFilms, split, format },
  };
}

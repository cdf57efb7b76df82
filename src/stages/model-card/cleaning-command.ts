import type { Manifest } from '../../artifacts/manifest.ts';
import type { Scale } from '../../dataset/ratings.ts';
import type { CleanOptions } from '../clean.ts';

/** The options as `clean` keeps them. */
type Kept = Omit<CleanOptions, 'split' | 'test'> & {
  readonly split: { readonly name: string; readonly share: number };
};

/** The command that cleans a data set as it was cleaned. */
export function cleaningCommand(dataset: string, { options, seed }: Manifest): string {
  const { scale, rescale, minUserRatings = 1, minMovieRatings = 1, mergeFilms, split } = options as unknown as Kept;
  const range = ({ min, max }: Scale): string => `${min}..${max}`;
  return [
    `movierec clean --dataset ${dataset} --seed ${seed} --split ${split.name} --test ${split.share}`,
    ...(scale ? [`--scale ${range(scale)}`] : []),
    ...(rescale ? [`--rescale ${range(rescale)}`] : []),
    ...(minUserRatings > 1 ? [`--min-user-ratings ${minUserRatings}`] : []),
    ...(minMovieRatings > 1 ? [`--min-movie-ratings ${minMovieRatings}`] : []),
    ...(mergeFilms === false ? ['--no-merge-films'] : []),
  ].join(' ');
}

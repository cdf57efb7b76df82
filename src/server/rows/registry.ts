import { becauseYouLikedBest, becauseYouLikedLast } from './because-you-liked.ts';
import { forYou } from './for-you.ts';
import { fromTheDecade } from './from-the-decade.ts';
import { fromTheWatchList } from './from-the-watch-list.ts';
import { hiddenGems } from './hidden-gems.ts';
import { loved } from './loved.ts';
import { popular } from './popular.ts';
import type { RowMaker } from './row.ts';

/** The rows of the first page from the top: a film is in the first that wants it. One file and one line here each. */
export const rows: readonly RowMaker[] = [
  forYou,
  becauseYouLikedLast,
  fromTheWatchList,
  hiddenGems,
  becauseYouLikedBest,
  fromTheDecade,
  popular,
  loved,
];

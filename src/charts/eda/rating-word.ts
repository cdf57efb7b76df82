import type { Feedback } from '../../dataset/ratings.ts';

/** What a person's opinion on a film is called: what was made from events is no rating. */
export const ratingWord = (feedback: Feedback): 'ratings' | 'interactions' =>
  feedback === 'implicit' ? 'interactions' : 'ratings';

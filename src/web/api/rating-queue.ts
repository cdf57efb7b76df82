import { storedValue } from '../stored-value.ts';
import type { QueuedRating } from './queued-ratings.ts';

/** Ratings given while the server could not be reached, one a film, in the order in which they came. */
export const ratingQueue = storedValue<readonly QueuedRating[]>('queue', [], Array.isArray);

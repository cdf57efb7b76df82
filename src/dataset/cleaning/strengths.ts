/**
 * How events become strengths, in words (shown by `clean` and in the documentation): each play counts by the fraction
 * watched, plays under 5 % do not count and nobody gains more than 5 by plays alone; a like adds 2, the watch-list ½;
 * who dislikes a film has no strength for it. That a film was shown, clicked or hidden does not count, not even its time:
 * the first is the service's choice, and the others are of a poster, not of a film that was seen.
 */
export const strengthRule = {
  leastFraction: 0.05,
  mostPlays: 5,
  like: 2,
  watchlist: 0.5,
} as const;

/** The SELECT that turns a table of events into (user, movie, rating, timestamp), strengths above 0 only. */
export function strengthsSql(events: string): string {
  const { leastFraction, mostPlays, like, watchlist } = strengthRule;
  return `
    SELECT user, movie, strength::FLOAT AS rating, timestamp FROM (
      SELECT user, movie, max(timestamp) AS timestamp,
        CASE WHEN bool_or(event = 'dislike') THEN 0 ELSE
          least(${mostPlays}, coalesce(sum(played), 0))
          + ${like} * bool_or(event = 'like')::INTEGER
          + ${watchlist} * bool_or(event = 'watchlist')::INTEGER
        END AS strength
      FROM (
        SELECT *, CASE WHEN event = 'play' AND coalesce(fraction, 1) >= ${leastFraction}
          THEN least(1, coalesce(fraction, 1)) END AS played
        FROM ${events}
      )
      WHERE user IS NOT NULL AND movie IS NOT NULL AND event IN ('play', 'like', 'dislike', 'watchlist')
      GROUP BY user, movie
    ) WHERE strength > 0`;
}

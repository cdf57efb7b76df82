import type { Database } from '../../artifacts/database.ts';
import type { CleaningStep } from './clean-ratings.ts';
import { strengthRule, strengthsSql } from './strengths.ts';

/**
 * From events (a table or file, as SQL) makes table `raw` of strengths (user, movie, rating, timestamp, position), and
 * says what counted for nothing. Fractions are in percent where most are above 1: where people watch a film twice in a
 * row some are, but never most.
 */
export async function cleanEvents(database: Database, events: string): Promise<CleaningStep[]> {
  const { inPercent, known } = await database.row<{ inPercent: boolean; known: number }>(
    `SELECT count(*) FILTER (fraction > 1) > count(fraction) / 2 AS inPercent, count(fraction) AS known
     FROM ${events} WHERE event = 'play'`,
  );
  const log = inPercent ? `(SELECT * REPLACE ((fraction / 100)::FLOAT AS fraction) FROM ${events})` : events;
  const found = await database.row<Record<'above' | 'short' | 'disliked' | 'neutral', number>>(
    `SELECT count(*) FILTER (event = 'play' AND fraction > 1) AS above,
       count(*) FILTER (event = 'play' AND fraction < ${strengthRule.leastFraction}) AS short,
       count(DISTINCT (user, movie)) FILTER (event = 'dislike') AS disliked,
       count(*) FILTER (event IN ('shown', 'clicked', 'hidden')) AS neutral
     FROM ${log}`,
  );
  await database.run(`CREATE TEMP TABLE raw AS SELECT *, 0 AS position FROM (${strengthsSql(log)})`);
  return [
    { what: 'fraction watched was in percent: divided by 100', ratings: inPercent ? known : 0 },
    { what: 'fraction watched is above 1: counted as one play', ratings: found.above },
    { what: `play of less than ${100 * strengthRule.leastFraction} %: not counted`, ratings: found.short },
    { what: 'film disliked by a person: no strength', ratings: found.disliked },
    { what: 'film shown, clicked or hidden: kept as an event, no strength', ratings: found.neutral },
  ].filter(({ ratings }) => ratings > 0);
}

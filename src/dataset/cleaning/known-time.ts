import type { Context } from '../../context.ts';

/** A time past this is in milliseconds: as seconds it would be in the year 5138. */
export const milliseconds = 100_000_000_000;
/** Clocks may be off by so many seconds before a time counts as in the future. */
const clockError = 86_400;

/** A column `timestamp` in seconds since 1970, as SQL of DuckDB and of Spark. */
export const seconds = `(CASE WHEN timestamp >= ${milliseconds} THEN CAST(floor(timestamp / 1000) AS BIGINT) ELSE timestamp END)`;

/** Whether a column `timestamp` is a time up to the latest that can be, as SQL. */
export const isKnownTime = (latest: number): string => `(timestamp > 0 AND ${seconds} <= ${latest})`;

/** What comes later is in the future, in seconds since 1970. */
export const latestTime = ({ now }: Context): number => Math.floor(now() / 1000) + clockError;

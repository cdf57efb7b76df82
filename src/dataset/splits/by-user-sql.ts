import { firstFactor, secondFactor, uniformKeys } from '../../random.ts';
import { drawnFor } from './by-user.ts';

/**
 * The split `by-user` in Spark SQL: a table of ratings (user, item, rating, time) with the `part` of each, train or test,
 * the same as on one machine.
 */
export function byUserSql(ratings: string, { share, seed }: { readonly share: number; readonly seed: number }): string {
  const { first, second } = uniformKeys(seed, drawnFor);
  const withBits = (bits: string, from: string): string =>
    `SELECT user, item, rating, time, ${bits} AS bits FROM ${from}`;
  // Step by step: in one expression each step would stand twice in the next.
  const ofItem = mixing.reduce(
    (from, step) => `(${withBits(step, from)})`,
    `(${withBits(`${whole(first)} ^ item`, ratings)})`,
  );
  const ofPair = mixing.reduce(
    (from, step) => `(${withBits(step, from)})`,
    `(${withBits(lower(`bits + ${second} + user`), ofItem)})`,
  );
  return `SELECT user, item, rating, time,
      CASE WHEN place <= greatest(0, least(floor(CAST(${share} AS DOUBLE) * own + 0.5D), own - 1)) THEN 'test' ELSE 'train' END
        AS part
    FROM (SELECT *, row_number() OVER (PARTITION BY user ORDER BY bits, item) AS place, count(*) OVER (PARTITION BY user) AS own
      FROM ${ofPair})`;
}

const whole = (number: number): string => `CAST(${number} AS BIGINT)`;
const lower = (bits: string): string => `((${bits}) & ${whole(0xffffffff)})`;

/** The lower 32 bits of a product of two such numbers, by halves, since 64 bits have a sign. */
const times = (bits: string, factor: number): string =>
  lower(`${bits} * ${factor & 0xffff} + shiftleft((${bits} * ${factor >>> 16}) & 65535, 16)`);
const folded = (by: number): string => `(bits ^ shiftright(bits, ${by}))`;

/** What `mix` of random.ts does to 32 bits, one step after another. */
const mixing = [folded(16), times('bits', firstFactor), folded(15), times('bits', secondFactor), folded(15)];

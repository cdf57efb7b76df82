import type { Survey } from '../../../charts/eda/survey.ts';
import { uniform } from '../../../random.ts';

/** Someone to show a list of. */
export interface Picked {
  readonly user: number;
  /** Why them, as a clause: "rated the most films". */
  readonly rule: string;
}

interface Candidate {
  readonly user: number;
  readonly given: number;
  readonly liked: number;
  /** The mean logarithm of how many people rated the films that they liked; null where they liked none. */
  readonly fame: number | null;
  /** The time of the first rating; null where none has a time. */
  readonly first: number | null;
}

/** Whose taste is to be told from what is not well known must have liked so many films. */
const enoughLiked = 5;

/**
 * Up to five people who differ, by rules that anyone can check: who rated the most, the fewest, and as many as half of all
 * do, whose liked films are least known, and who came last (without times: one drawn by the seed). Only of those with a
 * held-out film that they liked, so that it can be told whether a list finds it; where nobody has one, of all. Among
 * equals the seed decides, and nobody is taken twice.
 */
export async function pickPeople({ database, relevant, seed }: Survey): Promise<Picked[]> {
  const isGood = `rating >= ${relevant}::FLOAT`;
  const all = await database.rows<Candidate & { hidden: number }>(`
    WITH given AS (SELECT * FROM ratings WHERE part IN ('train', 'fold-in')),
      known AS (SELECT item, ln(count(*)) AS fame FROM given GROUP BY item),
      hidden AS (SELECT "user", count(*) AS hidden FROM ratings WHERE part = 'test' AND ${isGood} GROUP BY "user")
    SELECT "user", count(*)::INTEGER AS given, count(*) FILTER (${isGood})::INTEGER AS liked,
      avg(fame) FILTER (${isGood}) AS fame, min(time)::DOUBLE AS first, coalesce(any_value(hidden), 0)::INTEGER AS hidden
    FROM given JOIN known USING (item) LEFT JOIN hidden USING ("user") GROUP BY "user" ORDER BY "user"`);
  const judged = all.filter(({ hidden }) => hidden > 0);
  const among = judged.length > 0 ? judged : all;
  const chance = uniform(seed, 'people of the report');
  const drawn = among.toSorted((a, b) => chance(a.user) - chance(b.user));

  const counts = among.map(({ given }) => given).sort((a, b) => a - b);
  const middle = counts[Math.floor((counts.length - 1) / 2)];
  const hasTimes = among.some(({ first }) => first !== null);
  const rules: readonly { readonly rule: string; by(one: Candidate): number }[] = [
    { rule: 'rated the most films', by: ({ given }) => given },
    { rule: 'rated the fewest films', by: ({ given }) => -given },
    { rule: 'rated as many films as half of all people do at most', by: ({ given }) => -Math.abs(given - middle) },
    {
      rule: 'likes the films that the fewest others know',
      by: ({ liked, fame }) => (liked >= enoughLiked && fame !== null ? -fame : -Infinity),
    },
    hasTimes
      ? { rule: 'came last', by: ({ first }) => first ?? -Infinity }
      : { rule: 'was drawn at random', by: () => 0 },
  ];
  const picked: Picked[] = [];
  for (const { rule, by } of rules) {
    const left = drawn.filter(({ user }) => !picked.some((one) => one.user === user));
    const [first, ...others] = left.filter((one) => by(one) > -Infinity);
    if (!first) continue;
    const { user } = others.reduce((best, one) => (by(one) > by(best) ? one : best), first);
    picked.push({ user, rule });
  }
  return picked;
}

import { quoted } from '../../artifacts/database.ts';
import { counted } from '../counted.ts';
import { shownName } from '../shown-name.ts';
import { LeftOut } from './define-eda-chart.ts';
import { meanOf } from './mean-of.ts';
import { samplePeople } from './sample-people.ts';
import type { Survey } from './survey.ts';
import type { Trait } from './user-archetypes.ts';

/** What people who have enough ratings are like, in the order of their indexes. */
export interface PeopleTraits {
  /** Who were drawn, of so many who have enough ratings. */
  readonly people: number;
  readonly of: number;
  readonly traits: readonly TraitColumn[];
}

/** A trait of every person: as it is shown, and as people are told apart by it. */
export interface TraitColumn extends Pick<Trait, 'kind' | 'name'> {
  readonly shown: Float32Array | Float64Array;
  readonly told: Float32Array | Float64Array;
  /** What stands for many. */
  readonly typical: (values: ArrayLike<number>) => number;
}

export const fewestRatings = 10;
const fewestPeople = 30;
const mostPeople = 3000;
const mostGenres = 10;
const leastShare = 0.02;
/** Ratings of everyone's taste that each person's is mixed with, so that a few ratings do not make a fan. */
const damping = 10;

/** Draws people and asks what each rates, how much and how high. One pass over the ratings. */
export async function peopleTraits(survey: Survey): Promise<PeopleTraits | LeftOut> {
  const { database, feedback, counts } = survey;
  const genres = await database.rows<{ genre: string; share: number }>(`
    WITH spread AS (
      SELECT unnest(genres) AS genre, ratings / len(genres) AS weight FROM film_counts JOIN films USING (item))
    SELECT genre, round(sum(weight) / sum(sum(weight)) OVER (), 6) AS share FROM spread GROUP BY genre
    QUALIFY share >= ${leastShare} ORDER BY share DESC, genre LIMIT ${mostGenres}`);
  if (genres.length < 2) return new LeftOut('all films are of the same genre');
  const among = `SELECT "user" FROM user_counts WHERE ratings >= ${fewestRatings}`;
  const drawn = await samplePeople(survey, { table: 'grouped', purpose: 'user-archetypes', among, most: mostPeople });
  if (drawn.people < fewestPeople) {
    await database.run('DROP TABLE grouped');
    return new LeftOut(`fewer than ${fewestPeople} people have ${counted(fewestRatings, 'rating')}`);
  }
  const weights = genres.map(
    ({ genre }, at) => `CASE WHEN list_contains(genres, ${quoted(genre)}) THEN 1 / len(genres) ELSE 0 END AS g${at}`,
  );
  // Rounded, since sums of doubles depend on their order by some last bits.
  const amount = genres.map((_, at) => `round(sum(g${at}), 4)::FLOAT`).join(', ');
  const [ratings, means, ...amounts] = await database.columns(
    `SELECT count(*)::FLOAT, round(avg(rating::DOUBLE), 4)::FLOAT, ${amount}
     FROM ratings SEMI JOIN grouped USING ("user") JOIN (SELECT item, ${weights.join(', ')} FROM films) USING (item)
     GROUP BY "user" ORDER BY "user"`,
    drawn.people,
    Array.from({ length: genres.length + 2 }, () => Float32Array),
  );
  await database.run('DROP TABLE grouped');

  const tastes = genres.map(({ genre, share }, at): TraitColumn => ({
    kind: 'genre',
    name: shownName(genre, 20),
    shown: Float64Array.from(amounts[at], (amount, person) => amount / ratings[person]),
    told: Float64Array.from(amounts[at], (amount, person) => (amount + damping * share) / (ratings[person] + damping)),
    typical: meanOf,
  }));
  const habit: TraitColumn = {
    kind: 'ratings',
    name: 'Ratings',
    shown: ratings,
    told: Float64Array.from(ratings, Math.log),
    typical: medianOf,
  };
  const height: TraitColumn = { kind: 'rating', name: 'Mean rating', shown: means, told: means, typical: meanOf };
  const hasRatings = feedback === 'explicit' && counts.values > 1;
  return { ...drawn, traits: [...tastes, habit, ...(hasRatings ? [height] : [])] };
}

/** The lower one of the two in the middle, where there are two. */
const medianOf = (values: ArrayLike<number>): number =>
  Float64Array.from(values).sort()[Math.floor((values.length - 1) / 2)];

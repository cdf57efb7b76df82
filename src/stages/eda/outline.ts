import type { Survey, SurveyCounts, SurveyFacts } from '../../charts/eda/survey.ts';

/** A data set in a few numbers. */
export interface Outline extends SurveyFacts {
  readonly counts: SurveyCounts;
  /** Of the ratings with a time, in seconds since 1970; null where there are none. */
  readonly first: number | null;
  readonly last: number | null;
  /** Ratings of the person, and of the rated film, in the middle. */
  readonly perPerson: number;
  readonly perFilm: number;
}

/** Goes by what the survey has counted already. */
export async function outlineOf({ database, counts, ...survey }: Survey): Promise<Outline> {
  const { dataset, feedback, simulated, scale, relevant } = survey;
  const numbers = await database.row<Omit<Outline, keyof SurveyFacts | 'counts'>>(`SELECT
    (SELECT min(first)::BIGINT FROM user_counts) AS first,
    (SELECT max(last)::BIGINT FROM user_counts) AS last,
    (SELECT median(ratings)::DOUBLE FROM user_counts) AS perPerson,
    (SELECT median(ratings)::DOUBLE FROM film_counts) AS perFilm`);
  return { dataset, feedback, simulated, scale, relevant, counts, ...numbers };
}

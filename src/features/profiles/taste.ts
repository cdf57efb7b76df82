/** So many ratings at a person's mean stand against those of a genre, a director, an era: a few high ones prove little. */
export const damping = 5;
/** How many are listed. */
export const listed = 5;

/**
 * SELECTs what each person likes more than they like most films: of each `name` that `kinds` (a SELECT of `item` and
 * `name`) gives films, the sum of what its films are rated above the person's mean, over their number and the damping.
 * The best, as a list of { name, taste, ratings }, those above 0; an empty list for who has none.
 */
export const tasteBy = (kinds: string, column: string): string => `
  SELECT user, coalesce(list(struct_pack(name := name, taste := taste, ratings := ratings) ORDER BY taste DESC, name) FILTER (place <= ${listed} AND taste > 0), []) AS ${column}
  FROM (SELECT *, row_number() OVER (PARTITION BY user ORDER BY taste DESC, name) AS place
    FROM (SELECT user, name, sum(rating::DOUBLE - mean) / (count(*) + ${damping}) AS taste, count(*)::INTEGER AS ratings
      FROM given JOIN levels USING (user) JOIN (SELECT DISTINCT item, name FROM (${kinds})) USING (item) GROUP BY user, name))
  GROUP BY user`;

/**
 * The tables that a data set can have, with the columns of their interim Parquet files and DuckDB's types. Ids are
 * strings as they came, times are seconds since 1970. `ratings` or `events` is there at least; a column that a source
 * knows nothing of is NULL throughout.
 */
export const schema = {
  ratings: { user: 'VARCHAR', movie: 'VARCHAR', rating: 'FLOAT', timestamp: 'BIGINT' },
  movies: { movie: 'VARCHAR', title: 'VARCHAR', year: 'INTEGER', genres: 'VARCHAR[]' },
  users: { user: 'VARCHAR', gender: 'VARCHAR', age: 'INTEGER', occupation: 'VARCHAR', zip: 'VARCHAR' },
  tags: { user: 'VARCHAR', movie: 'VARCHAR', tag: 'VARCHAR', timestamp: 'BIGINT' },
  genome: { movie: 'VARCHAR', tag: 'VARCHAR', relevance: 'FLOAT' },
  links: { movie: 'VARCHAR', imdb: 'VARCHAR', tmdb: 'VARCHAR' },
  /** `role` is director, writer or cast; `position` counts from 1 within the role. */
  people: { movie: 'VARCHAR', name: 'VARCHAR', role: 'VARCHAR', position: 'INTEGER' },
  /**
   * `event` is play, like, dislike or watchlist; or, of a film that was recommended, shown, clicked or hidden, which say
   * nothing of taste. `fraction` is the part of the film that was played, 0 to 1.
   */
  events: { user: 'VARCHAR', movie: 'VARCHAR', event: 'VARCHAR', fraction: 'FLOAT', timestamp: 'BIGINT' },
  /** What the world outside thinks of a film, from 0 to 10. */
  votes: { movie: 'VARCHAR', imdbRating: 'FLOAT', imdbVotes: 'INTEGER', tmdbRating: 'FLOAT', tmdbVotes: 'INTEGER' },
  /** What a film is about, in a few sentences. */
  plots: { movie: 'VARCHAR', plot: 'VARCHAR' },
  keywords: { movie: 'VARCHAR', keyword: 'VARCHAR' },
  /** `runtime` is in minutes, `language` the code of the original one; `genres` and `year` are what others give the film. */
  details: { movie: 'VARCHAR', runtime: 'INTEGER', language: 'VARCHAR', genres: 'VARCHAR[]', year: 'INTEGER' },
} as const satisfies Record<string, Record<string, string>>;

export type TableName = keyof typeof schema;
export const tableNames = Object.keys(schema) as TableName[];

import { join } from 'node:path';
import { Database, quoted } from '../artifacts/database.ts';
import type { Context } from '../context.ts';
import { compress, type Rows } from '../dataset/rows.ts';
import type { TableName } from '../dataset/schema.ts';

/** What is known of the films of a cleaned data set, as SQL; films are numbered as in movies.parquet. */
export class FilmTables {
  private constructor(
    readonly database: Database,
    readonly folder: string,
    /** The tables there are. */
    readonly tables: ReadonlySet<TableName>,
    /** How many films there are. */
    readonly size: number,
  ) {}

  /** Opens a folder of data/processed, hands it to `work`, and closes it whatever happens. */
  static use<T>(
    folder: string,
    tables: ReadonlySet<TableName>,
    context: Context,
    work: (films: FilmTables) => Promise<T>,
  ): Promise<T> {
    return Database.use(folder, context, async (database) => {
      await database.run(`CREATE TEMP TABLE films AS SELECT movie, file_row_number::INTEGER AS film
        FROM read_parquet(${quoted(join(folder, 'movies.parquet'))}, file_row_number = true)`);
      const { size } = await database.row<{ size: number }>('SELECT count(*) AS size FROM films');
      return work(new FilmTables(database, folder, tables, size));
    });
  }

  /** A table with the number of each row's film as `film`. */
  of(table: TableName): string {
    return `(SELECT films.film, facts.* EXCLUDE (movie)
      FROM read_parquet(${quoted(join(this.folder, `${table}.parquet`))}) facts JOIN films USING (movie))`;
  }

  /**
   * What a SELECT of `film`, `feature` (a text) and `amount` finds: the features in order of their text, and the films'
   * rows. Where a film has a feature more than once the largest amount counts; NULL and amounts up to 0 do not.
   */
  async gather(select: string): Promise<{ features: string[]; rows: Rows }> {
    await this.database.run(`CREATE OR REPLACE TEMP TABLE facts AS SELECT film, feature, max(amount)::FLOAT AS amount
      FROM (${select}) WHERE feature <> '' AND amount > 0 GROUP BY film, feature`);
    await this.database.run(`CREATE OR REPLACE TEMP TABLE features AS
      SELECT feature, (row_number() OVER (ORDER BY feature) - 1)::INTEGER AS index FROM (SELECT DISTINCT feature FROM facts)`);
    const names = await this.database.rows<{ feature: string }>('SELECT feature FROM features ORDER BY index');
    const { count } = await this.database.row<{ count: number }>('SELECT count(*) AS count FROM facts');
    const [row, column, value] = await this.database.columns(
      'SELECT film, index, amount FROM facts JOIN features USING (feature)',
      count,
      [Int32Array, Int32Array, Float32Array],
    );
    const features = names.map(({ feature }) => feature);
    return { features, rows: compress({ row, column, value }, this.size, features.length) };
  }
}

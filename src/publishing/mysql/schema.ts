/** The version of the tables below; one more with every change of them. */
export const schemaVersion = 1;

/** The rights that it takes to publish. */
export const rights = 'SELECT, INSERT, UPDATE, DELETE, CREATE, CREATE VIEW';

/**
 * The statements that make the tables and views, whose names all begin with `prefix`. People and films are numbers within
 * a version, so that rows are short; ids may be of any length, and are compared byte by byte, trailing spaces too, by
 * `collation`. `_current` views show the versions in force, with ids for numbers.
 */
export function schemaOf(prefix: string, collation: string): readonly string[] {
  const table = (name: string, columns: string): string =>
    `CREATE TABLE IF NOT EXISTS ${prefix}${name} (${columns}) ENGINE=InnoDB CHARACTER SET utf8mb4 COLLATE ${collation}`;
  const view = (name: string, columns: string, joins: string): string =>
    `CREATE SQL SECURITY INVOKER VIEW ${prefix}${name}_current AS
      SELECT c.dataset, c.version, ${columns} FROM ${prefix}current c ${joins.replace(/@/g, prefix)}`;
  const whole = 'INT UNSIGNED NOT NULL';
  const version = `version ${whole}`;
  const ids = 'id TEXT NOT NULL, KEY by_id (version, id(190))';
  return [
    table(
      'current',
      'dataset VARCHAR(255) PRIMARY KEY, version INT UNSIGNED NULL, holder VARCHAR(255) NULL, held_until DATETIME(3) NULL',
    ),
    table(
      'versions',
      `version INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, dataset VARCHAR(255) NOT NULL, model VARCHAR(255) NOT NULL,
        content VARCHAR(64) NOT NULL, complete BOOLEAN NOT NULL DEFAULT FALSE, published BIGINT NULL, counts TEXT NULL,
        KEY by_dataset (dataset)`,
    ),
    table('users', `${version}, user ${whole}, ${ids}, PRIMARY KEY (version, user)`),
    table(
      'films',
      `${version}, film ${whole}, ${ids}, title TEXT NULL, year INT NULL, genres TEXT NULL, PRIMARY KEY (version, film)`,
    ),
    table(
      'lists',
      `${version}, user ${whole}, place ${whole}, film ${whole}, score DOUBLE NOT NULL, fallback VARCHAR(32) NULL,
        PRIMARY KEY (version, user, place)`,
    ),
    table(
      'similar',
      `${version}, film ${whole}, place ${whole}, other ${whole}, score DOUBLE NOT NULL, PRIMARY KEY (version, film, place)`,
    ),
    table('user_factors', `${version}, user ${whole}, factors MEDIUMBLOB NOT NULL, PRIMARY KEY (version, user)`),
    table('film_factors', `${version}, film ${whole}, factors MEDIUMBLOB NOT NULL, PRIMARY KEY (version, film)`),
    view(
      'lists',
      'u.id AS user, l.place, f.id AS movie, f.title, f.year, f.genres, l.score, l.fallback',
      `JOIN @users u ON u.version = c.version
       JOIN @lists l ON l.version = u.version AND l.user = u.user
       JOIN @films f ON f.version = l.version AND f.film = l.film`,
    ),
    view(
      'similar',
      'f.id AS movie, s.place, o.id AS other, o.title, o.year, o.genres, s.score',
      `JOIN @films f ON f.version = c.version
       JOIN @similar s ON s.version = f.version AND s.film = f.film
       JOIN @films o ON o.version = s.version AND o.film = s.other`,
    ),
    view('films', 'f.id AS movie, f.title, f.year, f.genres', 'JOIN @films f ON f.version = c.version'),
    view(
      'user_factors',
      'u.id AS user, v.factors',
      'JOIN @users u ON u.version = c.version JOIN @user_factors v ON v.version = u.version AND v.user = u.user',
    ),
    view(
      'film_factors',
      'f.id AS movie, v.factors',
      'JOIN @films f ON f.version = c.version JOIN @film_factors v ON v.version = f.version AND v.film = f.film',
    ),
  ];
}

/** The tables that rows of a version stand in. */
export const versionedTables = ['lists', 'similar', 'user_factors', 'film_factors', 'users', 'films'] as const;

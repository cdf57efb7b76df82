import { MovierecError } from '../../errors.ts';
import { chooseColumns, hasUsual, usualColumns } from '../sources/choose-columns.ts';
import { isLog } from '../sources/events.ts';
import type { Choice } from '../sources/heading.ts';
import { byTable, type ByTable } from './by-table.ts';
import type { Description, OpenDatabase, Relation } from './database-kind.ts';
import { fieldsOf, sourceTables, type SourceTable } from './table-fields.ts';

/** What of a database is wanted. */
export interface DatabaseRequest {
  /** Tables (views, collections): of ratings, or each of movierec's own tables by its name. */
  readonly table?: ByTable | undefined;
  /** The same by queries. */
  readonly query?: ByTable | undefined;
  /** The columns by which rows are read in order and gone on from; the primary key unless given. Divided by commas. */
  readonly key?: ByTable | undefined;
  /** Which column is what; `movies.title` where the main table would be meant. */
  readonly columns?: Readonly<Record<string, string>> | undefined;
}

/** How one of movierec's tables is to be read. */
export interface TablePlan extends Omit<Description, 'columns'> {
  readonly table: SourceTable;
  readonly relation: Relation;
  readonly choices: readonly Choice[];
}

/**
 * Finds out what is to be read, and which column is what, before a row is read.
 * @throws USAGE, NO_SUCH_TABLE, BAD_COLUMNS
 */
export async function planReading(database: OpenDatabase, request: DatabaseRequest): Promise<TablePlan[]> {
  const relations = relationsOf(database, request);
  if (relations.size === 0) throw await noTable(database);
  const isEvents = 'event' in (request.columns ?? {}) || 'fraction' in (request.columns ?? {});
  const plans: TablePlan[] = [];
  for (const [given, relation] of relations) {
    const first: SourceTable = given === 'main' ? (isEvents ? 'events' : 'ratings') : given;
    const isMain = plans.length === 0;
    const key = byTable(request.key, first)
      [first]?.split(',')
      .map((name) => name.trim());
    const mapped = (table: SourceTable) => columnsFor(table, isMain, request.columns ?? {});
    const found = await database.describe(relation, key, Object.values(mapped(first)));
    const asLog = given === 'main' && !request.columns && isLog({ names: found.columns });
    const table = asLog ? 'events' : first;
    const { key: order, keyIsUnique, rows } = found;
    const choices = choicesOf(table, relation, found, mapped(table));
    plans.push({ table, relation, choices, key: order, keyIsUnique, ...(rows !== undefined && { rows }) });
  }
  return plans;
}

/** The relations by movierec's tables, the main one first; `main` where it is not said whether that has ratings or events. */
function relationsOf(
  { table: named }: OpenDatabase,
  { table, query }: DatabaseRequest,
): Map<SourceTable | 'main', Relation> {
  const plain = typeof table === 'string' ? table : named;
  const tables: Partial<Record<SourceTable | 'main', string>> = typeof table === 'object' ? { ...table } : {};
  const queries: Partial<Record<SourceTable | 'main', string>> = typeof query === 'object' ? { ...query } : {};
  if (plain !== undefined && !tables.ratings && !tables.events) tables.main = plain;
  if (typeof query === 'string') queries.main = query;
  const relations = new Map<SourceTable | 'main', Relation>();
  for (const name of ['main', ...sourceTables] as const) {
    const of = {
      ...(tables[name] !== undefined && { table: tables[name] }),
      ...(queries[name] !== undefined && { query: queries[name] }),
    };
    if (tables[name] ?? queries[name]) relations.set(name, { name: tables[name] ?? 'the query', ...of });
  }
  return relations;
}

/** A plain name speaks of the main table if that has such a field, else of all that have. */
function columnsFor(
  table: SourceTable,
  isMain: boolean,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const known = (name: string): boolean => fieldsOf(table).some((field) => field.name === name);
  const ofMain = (name: string): boolean =>
    [...fieldsOf('ratings'), ...fieldsOf('events')].some((field) => field.name === name);
  const elsewhere = (name: string): boolean =>
    sourceTables.some((other) => fieldsOf(other).some((field) => field.name === name));
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, column]) => {
      const [prefix, field] = name.includes('.') ? name.split('.') : [undefined, name];
      if (prefix !== undefined) return prefix === table ? [[field, column]] : [];
      // What no table has is said of the main one, whose fields the error then lists.
      return (isMain ? known(field) || !elsewhere(field) : known(field) && !ofMain(field)) ? [[field, column]] : [];
    }),
  );
}

function choicesOf(
  table: SourceTable,
  relation: Relation,
  { columns: names, key }: Description,
  given: Readonly<Record<string, string>>,
) {
  const ofPlays = table === 'events' && given['event'] === undefined && !hasUsual({ names }, fieldsOf('events'));
  const fields = fieldsOf(table, ofPlays);
  const heading = { names, places: false, file: { name: relation.name } };
  const [self] = fields;
  const usual = usualColumns({ names }, fields);
  const isThing = ['movies', 'users', 'links'].includes(table);
  const lacksSelf = given[self.name] === undefined && !usual.some(({ field }) => field === self);
  if (!isThing || !lacksSelf || key.length !== 1) return chooseColumns([heading], fields, given).choices;
  // A film is told by the key of the table of films, whatever that is called.
  const base =
    Object.keys(given).length > 0
      ? given
      : Object.fromEntries(usual.map((choice) => [choice.field.name, choice.column]));
  return chooseColumns([heading], fields, { ...base, [self.name]: key[0] }).choices;
}

async function noTable(database: OpenDatabase): Promise<MovierecError> {
  const there = await database.tables();
  return new MovierecError(
    'USAGE',
    `which table of ${database.shown} has the ratings is not said.`,
    `Say it with --table NAME, or --table ratings=NAME movies=NAME; there are: ${there.join(', ') || 'none'}`,
  );
}

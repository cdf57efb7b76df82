import { join } from 'node:path';
import { Database, quoted } from '../../artifacts/database.ts';
import type { Context } from '../../context.ts';
import { MovierecError } from '../../errors.ts';
import type { Catalog } from '../catalog.ts';
import { countEdits } from '../count-edits.ts';
import { foldName } from '../fold-name.ts';
import type { Filter } from './film-filter.ts';
import { requireTable, unsaid } from './require-table.ts';

/** What people did for a film: the role in the table, and how errors call someone who has it. */
export const crafts = {
  director: { role: 'director', what: 'director' },
  actor: { role: 'cast', what: 'actor' },
} as const;
export type Craft = keyof typeof crafts;

/**
 * By who made a film: any of these people, by their names without regard to case, accents and punctuation. A part of a name,
 * such as the last, will do where only one person has it; what was understood is logged.
 * @throws MISSING_FEATURES where the data set does not know people, USAGE for someone it does not know
 */
export async function peopleFilter(
  folder: string,
  catalog: Catalog,
  craft: Craft,
  names: readonly string[],
  context: Context,
): Promise<Filter> {
  const { role, what } = crafts[craft];
  const facts = `who the ${what}s of its films are`;
  await requireTable(folder, 'people', facts);
  const table = `read_parquet(${quoted(join(folder, 'people.parquet'))}) WHERE role = ${quoted(role)}`;
  return Database.use(folder, context, async (database) => {
    const people = await database.rows<Person>(
      `SELECT name, count(DISTINCT movie) AS films FROM ${table} GROUP BY name ORDER BY films DESC, name`,
    );
    if (people.length === 0) throw unsaid(facts);
    const known = people.map((person) => ({ ...person, folded: foldName(person.name) }));
    const wanted = names.flatMap((name) => called(name, known, what, context));
    const rows = await database.rows<{ movie: string }>(
      `SELECT DISTINCT movie FROM ${table} AND name IN (${wanted.map(quoted).join(', ')})`,
    );
    const items = new Set(rows.map(({ movie }) => catalog.ids.indexOf(movie)));
    return (item) => items.has(item);
  });
}

interface Person {
  readonly name: string;
  readonly films: number;
}

/** The names by which someone stands in the table; of people with the most films first. */
function called(
  given: string,
  people: readonly (Person & { readonly folded: string })[],
  what: string,
  { log }: Context,
): string[] {
  const wanted = foldName(given);
  const exact = people.filter(({ folded }) => folded === wanted);
  if (exact.length > 0) return exact.map(({ name }) => name);
  const words = wanted.split(' ');
  const partly = people.filter(({ folded }) => words.every((word) => ` ${folded} `.includes(` ${word} `)));
  if (partly.length === 1) {
    log(`"${given}" is ${partly[0].name}.`);
    return [partly[0].name];
  }
  const near = partly.length > 0 ? partly : nearest(wanted, people);
  const names = near.slice(0, 3).map(({ name }) => name);
  throw new MovierecError(
    'USAGE',
    partly.length > 0 ? `"${given}" may be any of ${partly.length} ${what}s.` : `no ${what} is called "${given}".`,
    names.length > 0 ? `Did you mean ${names.join(' or ')}?` : 'Give the name as the data set has it.',
  );
}

function nearest<P extends { readonly folded: string }>(wanted: string, people: readonly P[]): P[] {
  const limit = Math.max(2, wanted.length / 4);
  return people
    .map((person) => {
      const isFar = Math.abs(person.folded.length - wanted.length) > limit;
      return { person, changes: isFar ? Infinity : countEdits(wanted, person.folded) };
    })
    .filter(({ changes }) => changes <= limit)
    .sort((a, b) => a.changes - b.changes)
    .map(({ person }) => person);
}

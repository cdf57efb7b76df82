import type { Command } from 'commander';
import type { Person } from '../stages/find-person.ts';
import type { Understood } from '../stages/understand.ts';
import type { Call } from './cli-command.ts';
import { table } from './output.ts';

/** The options that say for whom. */
export function addPersonOptions(command: Command): void {
  command
    .option('--user <id>', 'a person of the data set')
    .option('--ratings <file>', 'ratings of someone who is not in the data: CSV with movie (id or title) and rating')
    .option('--likes <films...>', 'films that someone who is not in the data likes, as one would name them')
    .option('--dislikes <films...>', 'films that they do not like');
}

export const personIn = ({ user, ratings, likes, dislikes }: Call['options']): Person => ({
  ...{ user, ratings, likes, dislikes },
});

/** Whom a list or a reason is for. */
export const nameOf = (user: string | null): string => (user === null ? 'you' : `user ${user}`);

/** What was made of the films that were named; nothing where none were. */
export function understoodAs(understood: readonly Understood[]): string {
  if (understood.length === 0) return '';
  const rows = understood.map(({ given, title, others = [] }) => [
    `“${given}”`,
    others.length === 0 ? title : `${title}, the best known; or do you mean ${others.join(' or ')}?`,
  ]);
  return table(['you wrote', 'understood as'], rows);
}

import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { FilmFilterOptions } from '../dataset/filters/film-filter.ts';
import { MovierecError } from '../errors.ts';
import type { Call } from './cli-command.ts';

/** The options that say which films may be listed. */
export function addFilterOptions(command: Command): void {
  command
    .option('--genre <names...>', 'only films of a genre, or of any of several')
    .option('--year <range>', 'only films of a year or of years: 1994, 1990..1999, 2010..')
    .option('--director <names...>', 'only films of a director, or of any of several')
    .option('--actor <names...>', 'only films with an actor, or with any of several')
    .option('--runtime <range>', 'only films of so many minutes: 90..120, ..100')
    .option('--exclude <file>', 'films that are not wanted: an id or a title a line');
}

export async function filtersIn({
  genre,
  year,
  director,
  actor,
  runtime,
  exclude,
}: Call['options']): Promise<FilmFilterOptions> {
  return { genre, year, director, actor, runtime, exclude: await readLines(exclude as string | undefined) };
}

async function readLines(path: string | undefined): Promise<string[]> {
  if (path === undefined) return [];
  try {
    const text = await readFile(path, 'utf8');
    return text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new MovierecError('MISSING_FILE', `there is no file ${path}.`, 'Check the path.');
  }
}

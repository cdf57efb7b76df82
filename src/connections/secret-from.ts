import { readFileSync } from 'node:fs';
import { MovierecError } from '../errors.ts';

/** The part of the program's surroundings that says who one is where nothing else does. */
export type Credentials = Readonly<Record<string, string | undefined>>;

/**
 * A secret from the environment: NAME holds it, or NAME_FILE the path of a file that does, as containers are given theirs.
 * White space around it in the file is not part of it.
 * @throws BAD_CONFIG where the file cannot be read, or both are given
 */
export function secretFrom(environment: Credentials, name: string): string | undefined {
  const [given, path] = [environment[name], environment[`${name}_FILE`]];
  if (!path) return given;
  if (given) {
    throw new MovierecError('BAD_CONFIG', `${name} and ${name}_FILE are both given.`, 'Leave one of them out.');
  }
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new MovierecError(
      'BAD_CONFIG',
      `${name}_FILE names ${path}, which cannot be read (${code}).`,
      'Check that it is there, and that whoever runs movierec may read it.',
    );
  }
}

import { MovierecError } from '../../errors.ts';

/** @throws UNKNOWN_PERSON */
export function requireAlive({ alive }: { readonly alive: boolean }): void {
  if (!alive) throw new MovierecError('UNKNOWN_PERSON', 'there is nobody of that id.', 'Sign in again.');
}

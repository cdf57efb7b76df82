import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { MovierecError } from '../../errors.ts';
import type { Account, Store } from '../../store/store.ts';
import { openAttempts } from './attempts.ts';
import { hashPassword, isOutdated, verifyPassword } from './passwords.ts';

/**
 * The account of that name, for whoever knows its password. A name that nobody has and a wrong password give the same
 * answer in the same time.
 * @throws WRONG_PASSWORD, TOO_MANY_REQUESTS
 */
export async function requirePassword(
  { store, context }: { readonly store: Store; readonly context: Context },
  request: FastifyRequest,
  name: string,
  password: string,
): Promise<Account> {
  const attempts = openAttempts(store, context);
  await request.server.limits.requireRoom('signIn', request);
  await attempts.begin(name, request.ip);
  const account = await store.findAccount(name);
  const right = await verifyPassword(password, account?.password);
  await attempts.end(name, request.ip, right);
  if (!account || !right) throw new MovierecError('WRONG_PASSWORD', 'the name or the password is wrong.', hint);
  if (isOutdated(account.password)) await store.changePassword(account.person, await hashPassword(password));
  return account;
}

const hint = 'Try again; case does not matter in names, but it does in passwords.';

import { randomBytes } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../artifacts/make-folder.ts';
import { secretFrom, type Credentials } from '../../connections/secret-from.ts';
import { MovierecError } from '../../errors.ts';

export interface Keys {
  /** Seals cookies, 32 bytes. Another one signs everybody out. */
  readonly cookieKey: Buffer;
  readonly operatorKey: string;
}

/**
 * The keys of a service: MOVIEREC_SECRET (32 bytes in base64 or hex) and MOVIEREC_OPERATOR_KEY, or what stands in the files
 * that these names with _FILE name; where they are not given, the files secret.key and operator.key of the folder, which
 * are made at the first start and which their owner alone may read.
 * @throws BAD_CONFIG, BAD_FILE where a key is too short
 */
export async function openKeys(folder: string, env: Credentials = process.env): Promise<Keys> {
  const [secret, operator] = [secretFrom(env, 'MOVIEREC_SECRET'), secretFrom(env, 'MOVIEREC_OPERATOR_KEY')];
  const secretPath = join(folder, 'secret.key');
  const operatorPath = join(folder, 'operator.key');
  return {
    cookieKey: secret
      ? requireBytes(secret, 'BAD_CONFIG', 'MOVIEREC_SECRET', 'Make one with: openssl rand -base64 32')
      : requireBytes(await readOrMake(secretPath, 'base64'), 'BAD_FILE', secretPath, makeAnother),
    operatorKey: operator
      ? requireLong(operator, 'BAD_CONFIG', 'MOVIEREC_OPERATOR_KEY', 'Make one with: openssl rand -hex 24')
      : requireLong(await readOrMake(operatorPath, 'base64url'), 'BAD_FILE', operatorPath, makeAnother),
  };
}

const makeAnother = 'Remove it: the next start makes another.';

function requireBytes(text: string, code: 'BAD_CONFIG' | 'BAD_FILE', where: string, hint: string): Buffer {
  const trimmed = text.trim();
  const key = Buffer.from(trimmed, /^[\da-f]{64}$/i.test(trimmed) ? 'hex' : 'base64');
  if (key.length === 32) return key;
  throw new MovierecError(code, `${where} has ${key.length} bytes, not 32.`, hint);
}

function requireLong(text: string, code: 'BAD_CONFIG' | 'BAD_FILE', where: string, hint: string): string {
  const key = text.trim();
  if (key.length >= 16) return key;
  throw new MovierecError(code, `${where} is shorter than 16 characters.`, hint);
}

/** Never half of a key, and the same one for all that start at once: whoever links first has made it. */
async function readOrMake(path: string, encoding: 'base64' | 'base64url'): Promise<string> {
  const known = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  if (known !== undefined) return known;
  await makeFolder(join(path, '..'));
  const temporary = `${path}.new-${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    await writeFile(temporary, `${randomBytes(32).toString(encoding)}\n`, { mode: 0o600, flag: 'wx' });
    await link(temporary, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(temporary, { force: true });
  }
  return readFile(path, 'utf8');
}

import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { inTurn } from './in-turn.ts';

/**
 * What a hash costs: N = 2^ln, r, p as in RFC 7914. One of the settings that the OWASP Password Storage Cheat Sheet
 * recommends for scrypt: 32 MB, some 0.2 s.
 */
const cost = { ln: 15, r: 8, p: 3 } as const;
type Cost = { readonly [Name in keyof typeof cost]: number };

/** Each needs 32 MB and a thread of Node's own, which has four. */
const turn = inTurn(2, 50);

/** What is kept of a password: `$scrypt$ln=15,r=8,p=3$salt$hash` (the PHC string format), with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return written(cost, salt, await derive(password, salt, cost, 32));
}

/** Whether it is the password. Where nothing is stored it takes as long, and is not. */
export async function verifyPassword(password: string, stored: string | undefined): Promise<boolean> {
  const { cost, salt, hash } = read(stored ?? nobodys);
  const given = await derive(password, salt, cost, hash.length);
  return timingSafeEqual(given, hash) && stored !== undefined;
}

/** Whether what is kept was made at another cost than hashes are now. */
export const isOutdated = (stored: string): boolean => !stored.startsWith(head(cost));

// The same letters may come in several ways from several keyboards: NIST SP 800-63B, 5.1.1.2, asks for one of them.
const derive = (password: string, salt: Buffer, { ln, r, p }: Cost, length: number): Promise<Buffer> =>
  turn(() =>
    deriveKey(password.normalize('NFKC'), salt, length, { N: 2 ** ln, r, p, maxmem: 128 * r * (2 ** ln + p + 2) }),
  );
const deriveKey = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(
  scrypt,
);

const head = ({ ln, r, p }: Cost): string => `$scrypt$ln=${ln},r=${r},p=${p}$`;
const plain = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');
const written = (cost: Cost, salt: Buffer, hash: Buffer): string => `${head(cost)}${plain(salt)}$${plain(hash)}`;

function read(stored: string): { readonly cost: Cost; readonly salt: Buffer; readonly hash: Buffer } {
  const parts = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([^$]*)\$([^$]+)$/.exec(stored);
  if (!parts) throw new Error('what is stored of a password is no scrypt hash.');
  const [ln, r, p] = parts.slice(1, 4).map(Number);
  return { cost: { ln, r, p }, salt: Buffer.from(parts[4], 'base64'), hash: Buffer.from(parts[5], 'base64') };
}

/** Compared with where there is no account, so that it takes as long. */
const nobodys = written(cost, randomBytes(16), randomBytes(32));

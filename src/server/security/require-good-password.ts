import { MovierecError } from '../../errors.ts';
import { foldName } from '../../store/fold-name.ts';

/**
 * Refuses what is guessed first: the passwords that head every published list of leaked ones (NIST SP 800-63B, 5.1.1.2),
 * the same with digits or signs around them, the name itself, and one or two letters again and again.
 * @throws BAD_REQUEST
 */
export function requireGoodPassword(password: string, name: string): void {
  const folded = foldName(password);
  const core = folded.replace(/^[\d\W_]+|[\d\W_]+$/g, '');
  const guessed =
    common.has(folded) ||
    common.has(core) ||
    folded === foldName(name) ||
    core === foldName(name) ||
    new Set(folded).size < 3 ||
    isRun(folded);
  if (!guessed) return;
  throw new MovierecError(
    'BAD_REQUEST',
    'that password is among the first that are guessed.',
    'Take a longer one: a few words will do.',
  );
}

/** 12345678, 87654321, abcdefgh: each sign is the next one, or the one before. */
const isRun = (text: string): boolean =>
  [1, -1].some((step) =>
    [...text].every((sign, at, all) => at === 0 || sign.charCodeAt(0) === all[at - 1].charCodeAt(0) + step),
  );

/** Those of less than eight letters are here for what people add to them. */
const common: ReadonlySet<string> = new Set(
  `1234567890 0123456789 123123123 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 987654321 a1b2c3d4 abc123 abcd1234 access admin
  administrator asdfasdf asdfghjkl azerty azertyuiop baseball basketball batman changeme charlie chocolate computer
  correcthorsebatterystaple daniel dragon football freedom hallo hello iloveyou internet jennifer jessica jordan killer
  letmein liverpool login loveme master michael michelle mickey monkey movie movierec movies mustang mynoob naruto
  passw0rd password password1 passwort pokemon princess q1w2e3r4 q1w2e3r4t5 qazwsx qazwsxedc qwer1234 qwerty qwerty123
  qwertyuiop qwertz qwertzuiop samsung secret shadow spiderman starwars sunshine superman test tinkerbell trustno1
  welcome whatever zaq12wsx zxcvbnm`.split(/\s+/),
);

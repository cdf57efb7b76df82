import { describe, expect, it } from 'vitest';
import { inTurn } from '../../../src/server/security/in-turn.ts';
import { hashPassword, isOutdated, verifyPassword } from '../../../src/server/security/passwords.ts';

const stored = (cost: string, salt: string, hex: string): string =>
  `$scrypt$${cost}$${Buffer.from(salt).toString('base64')}$${Buffer.from(hex.replace(/\s/g, ''), 'hex').toString('base64')}`;

describe('passwords', () => {
  // RFC 7914, 12: the vectors that need no gigabyte.
  it.each([
    [
      '',
      stored(
        'ln=4,r=1,p=1',
        '',
        `77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442
         fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906`,
      ),
    ],
    [
      'password',
      stored(
        'ln=10,r=8,p=16',
        'NaCl',
        `fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162
         2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640`,
      ),
    ],
    [
      'pleaseletmein',
      stored(
        'ln=14,r=8,p=1',
        'SodiumChloride',
        `7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2
         d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887`,
      ),
    ],
  ])('are derived as RFC 7914 has it: %j', async (password, hash) => {
    expect(await verifyPassword(password, hash)).toBe(true);
    expect(await verifyPassword(`${password}.`, hash)).toBe(false);
    expect(isOutdated(hash)).toBe(true);
  });

  it('are kept with a salt of their own, at a cost that OWASP recommends', async () => {
    const [one, two] = await Promise.all([hashPassword('the same'), hashPassword('the same')]);
    expect(one).toMatch(/^\$scrypt\$ln=15,r=8,p=3\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(one).not.toBe(two);
    expect(isOutdated(one)).toBe(false);
    expect(await verifyPassword('the same', one)).toBe(true);
    expect(await verifyPassword('The same', one)).toBe(false);
  });

  it('are the same however a keyboard writes a letter', async () => {
    expect(await verifyPassword('cafe\u0301', await hashPassword('caf\u00e9'))).toBe(true);
  });

  it("are nobody's where nothing is stored", async () => {
    expect(await verifyPassword('', undefined)).toBe(false);
  });
});

describe('work in turn', () => {
  it('is never done more at once than allowed, all of it in the end, and refused beyond', async () => {
    const turn = inTurn(2, 3);
    let [atWork, most] = [0, 0];
    const work = async () => {
      most = Math.max(most, ++atWork);
      await new Promise((go) => setImmediate(go));
      atWork--;
      return 'done';
    };
    const outcomes = await Promise.allSettled([...Array(7)].map(() => turn(work)));
    expect(most).toBe(2);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(2);
    await expect(turn(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await turn(work)).toBe('done');
  });
});

import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { explainMysql } from '../../src/connections/explain-mysql.ts';
import { codes, MovierecError } from '../../src/errors.ts';

const shown = 'mysql://db:3306/films';
const failed = (code: string, message = 'what the server says', more = {}): Error =>
  Object.assign(new Error(message), { code, sql: "INSERT INTO people VALUES ('hidden')", ...more });

describe('a failure of MySQL', () => {
  test.each([
    ['ER_ACCESS_DENIED_ERROR', 'WRONG_CREDENTIALS'],
    ['ER_BAD_DB_ERROR', 'BAD_ADDRESS'],
    ['ER_DBACCESS_DENIED_ERROR', 'NO_ACCESS'],
    ['ER_TABLEACCESS_DENIED_ERROR', 'NO_ACCESS'],
    ['ER_OPTION_PREVENTS_STATEMENT', 'NO_ACCESS'],
    ['ER_NO_SUCH_TABLE', 'NO_SUCH_TABLE'],
    ['ER_CON_COUNT_ERROR', 'UNREACHABLE'],
    ['ECONNREFUSED', 'UNREACHABLE'],
    ['EAI_AGAIN', 'UNREACHABLE'],
    ['ETIMEDOUT', 'UNREACHABLE'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'UNREACHABLE'],
    ['AUTH_SWITCH_PLUGIN_ERROR', 'UNSUPPORTED'],
    ['PROTOCOL_CONNECTION_LOST', 'CONNECTION_LOST'],
    ['ECONNRESET', 'CONNECTION_LOST'],
    ['ER_SERVER_SHUTDOWN', 'CONNECTION_LOST'],
    ['ER_DISK_FULL', 'DISK_FULL'],
    ['ER_SOMETHING_ELSE', 'DATABASE_FAILED'],
  ])('%s is %s, with the address and a next step', (code, kind) => {
    const error = explainMysql(failed(code), shown) as MovierecError;
    expect(error).toMatchObject({ code: kind, message: expect.stringContaining(shown) });
    expect(codes).toHaveProperty(error.code);
    expect(error.hint).toMatch(/\.$/);
    expect(error.message).toMatch(/[a-z]\.$/);
  });

  test('that only MariaDB has is known by its number', () =>
    expect(explainMysql(failed('', 'Connection was killed', { errno: 1927 }), shown)).toMatchObject({
      code: 'CONNECTION_LOST',
    }));

  test('of a full disk is known by the system’s words too', () => {
    const message = 'Got error 28 "No space left on device" from storage engine InnoDB';
    expect(explainMysql(failed('ER_GET_ERRNO', message), shown)).toMatchObject({ code: 'DISK_FULL' });
  });

  test('shows nothing of the statement or of the values in it, however it is printed', () => {
    const message = "Duplicate entry 'hidden \n-hidden' for key 'PRIMARY'";
    const error = explainMysql(failed('ER_DUP_ENTRY', message), shown);
    const printed = inspect(error, { depth: 9, showHidden: true }) + String(error);
    expect(printed).toContain("for key 'PRIMARY'");
    expect(printed).not.toContain('hidden');
  });

  test('that is explained already stays as it is', () => {
    const error = new MovierecError('NO_ACCESS', 'no.');
    expect(explainMysql(error, shown)).toBe(error);
  });
});

import { expect, test } from 'vitest';
import { withoutSecrets } from '../../src/connections/without-secrets.ts';

test.each([
  ['mysql://anna:secret@db:3306/films?ssl=true', 'mysql://db:3306/films'],
  ['mysql://db:3306/films', 'mysql://db:3306/films'],
  ['mongodb://anna:sec/ret@a:1,b:2/films', 'mongodb://a:1,b:2/films'],
  ['mysql://anna:s@e/c?r#et@db/films', 'mysql://db/films'],
  ['spark://host:7077', 'spark://host:7077'],
  ['local[*]', 'local[*]'],
])('of %s shows %s', (address, shown) => expect(withoutSecrets(address)).toBe(shown));

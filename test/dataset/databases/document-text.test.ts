import { BSON, Binary, Decimal128, Double, Long, ObjectId, Timestamp, UUID } from 'mongodb';
import { expect, test } from 'vitest';
import { pathsOf, valueAt } from '../../../src/dataset/databases/document-paths.ts';
import { textOf } from '../../../src/dataset/databases/document-text.ts';
import { genresOf } from '../../../src/dataset/databases/genres-of.ts';
import { integer, time } from '../../../src/dataset/parsing/field.ts';

test('values of documents are the texts that a file would have, exactly', () => {
  const id = ObjectId.createFromHexString('64b7f0a1c2d3e4f506172839');
  const document = {
    id,
    long: Long.fromString('9007199254740993'),
    decimal: Decimal128.fromString('4.50'),
    double: new Double(3.5),
    nothing: null,
    yes: true,
    when: new Date(-1),
    bytes: new Binary(Buffer.from('00ff', 'hex')),
    uuid: new UUID('123e4567-e89b-12d3-a456-426655440000'),
    internal: new Timestamp({ t: 7, i: 1 }),
    list: ['a', 2, null],
    inner: { a: 1 },
  };
  const read = BSON.deserialize(BSON.serialize(document), { useBigInt64: true });
  expect(Object.fromEntries(Object.entries(read).map(([name, value]) => [name, textOf(value)]))).toEqual({
    id: '64b7f0a1c2d3e4f506172839',
    long: '9007199254740993',
    decimal: '4.50',
    double: '3.5',
    nothing: '',
    yes: 'true',
    when: '1969-12-31T23:59:59.999Z',
    bytes: '00ff',
    uuid: '123e4567-e89b-12d3-a456-426655440000',
    internal: '7',
    list: 'a|2|',
    inner: '{"a":1}',
  });
  expect(textOf(read['when'], time('timestamp'))).toBe('-1');
  expect(textOf(read['when'], integer('year'))).toBe('1969');
  expect(textOf(id, time('timestamp'))).toBe(String(0x64b7f0a1));
});

test('paths lead into documents and arrays of documents', () => {
  const document = { a: 1, film: { id: 5, genres: [{ name: 'Drama' }, { name: 'War' }] }, tags: ['x'], none: [] };
  expect(pathsOf(document)).toEqual(['a', 'film.id', 'film.genres.name', 'tags', 'none']);
  expect(valueAt(document, ['film', 'genres', 'name'])).toEqual(['Drama', 'War']);
  expect(valueAt(document, ['film', 'id', 'x'])).toBeUndefined();
});

test('genres in a JSON array are those in a text with bars; any other text stays', () => {
  expect(genresOf('["Drama", "War"]')).toBe('Drama|War');
  expect(genresOf('[{"id": 1, "name": "Drama"}]')).toBe('Drama');
  for (const text of ['Drama|War', '', '[Drama', '(no genres listed)']) expect(genresOf(text)).toBe(text);
});

/** Values for the schemas of a document: such as fit, and such as a hostile world would send. */

/** @typedef {() => number} Random numbers from 0 to 1 */
/** @typedef {Record<string, any>} Schema */

/** @template T @param {Random} random @param {readonly T[]} list @returns {T} */
export const among = (random, list) => list[Math.floor(random() * list.length)];

/**
 * A value that fits a schema. What no schema says, such as which films there are, is looked up by the name of the field.
 * @param {Schema} schema @param {Random} random @param {Record<string, readonly unknown[]>} known
 * @param {Record<string, Schema>} schemas those that others refer to
 * @returns {any}
 */
export function fitting(schema, random, known, schemas, name = '') {
  const fit = (/** @type {Schema} */ one, at = name) => fitting(one, random, known, schemas, at);
  if (schema.$ref) return fit(schemas[schema.$ref.split('/').pop()]);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fit(among(random, choices));
  if ('const' in schema) return schema.const;
  if (schema.enum) return among(random, schema.enum);
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object': {
      const { properties = {}, required = [] } = schema;
      const given = Object.keys(properties).filter((key) => required.includes(key) || random() < 0.5);
      return Object.fromEntries(given.map((key) => [key, fit(properties[key], key)]));
    }
    case 'array': {
      const least = schema.minItems ?? 0;
      return Array.from({ length: least + Math.floor(random() * 3) }, () => fit(schema.items));
    }
    case 'null':
      return null;
    case 'boolean':
      return random() < 0.5;
    case 'integer':
    case 'number': {
      if (known[name]) return among(random, known[name]);
      const [least, most] = [schema.minimum ?? 0, Math.min(schema.maximum ?? 100, (schema.minimum ?? 0) + 100)];
      const value = among(random, [least, most, least + random() * (most - least)]);
      return schema.type === 'integer' ? Math.round(value) : value;
    }
    default: {
      if (known[name]) return among(random, known[name]);
      const length = Math.max(schema.minLength ?? 1, Math.min(schema.maxLength ?? 12, 12));
      return Array.from({ length }, () => among(random, [...'abcdefghij0123456789'])).join('');
    }
  }
}

/** Texts that have broken something somewhere. */
export const hostileTexts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'a\udfff',
  '\u202emoc.elpmaxe',
  '\u2028\u2029',
  'العربية 日本語 🎬👩‍👩‍👧',
  'e\u0301'.repeat(50),
  '\ufeff1',
  "'; DROP TABLE people; --",
  '1 OR 1=1',
  "' UNION SELECT password FROM people --",
  '%',
  '_%',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '${7*7}{{7*7}}',
  '%s%n%x',
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '/etc/passwd',
  '.',
  '..',
  '~',
  'con',
  'file:///etc/passwd',
  '\r\nSet-Cookie: movierec=x',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'null',
  'undefined',
  'true',
  '[]',
  '{}',
  'NaN',
  'Infinity',
  '-0',
  '1e999',
  '0x10',
  '1_000',
  '٣',
  '9007199254740993',
  'a'.repeat(201),
  'x'.repeat(3000),
  '(a+)+$',
  '*'.repeat(100),
  '0000..9999',
  '1990..',
  '9999..0000',
];

const numbers = [0, -0, -1, 1, 0.1, 1.5, 1e-320, 1e308, -1e308, 2 ** 31, 2 ** 32, 2 ** 53, -(2 ** 53), 101, 1001, 1e21];
const nested = (/** @type {number} */ depth) => {
  /** @type {unknown} */
  let value = 1;
  for (let level = 0; level < depth; level++) value = level % 2 ? [value] : { a: value };
  return value;
};

/** Any value at all, as JSON has it. @param {Random} random @returns {unknown} */
export function hostileValue(random) {
  const makers = [
    () => among(random, hostileTexts),
    () => among(random, hostileTexts),
    () => among(random, numbers),
    () => null,
    () => random() < 0.5,
    () => [],
    () => ({}),
    () => [among(random, hostileTexts)],
    () => ({ $ne: null }),
    () => ({ toString: 'x', valueOf: 1, length: 1e9 }),
    () => nested(among(random, [5, 200, 2000])),
    () => Array.from({ length: 10_000 }, () => 1),
    () => 'x'.repeat(20_000),
  ];
  return among(random, makers)();
}

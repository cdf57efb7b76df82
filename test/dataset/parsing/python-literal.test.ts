import { describe, expect, test } from 'vitest';
import { parsePythonLiteral } from '../../../src/dataset/parsing/python-literal.ts';

describe('what Python writes is read as what it means', () => {
  // The left sides are what Python 3 prints for repr(…) of the right ones, but for the last few.
  test.each<[string, unknown]>([
    ['[]', []],
    ['{}', {}],
    ["[{'id': 16, 'name': 'Animation'}]", [{ id: 16, name: 'Animation' }]],
    [`["Schindler's List"]`, ["Schindler's List"]],
    [`['both \\' and "']`, [`both ' and "`]],
    ["['a\\\\', 'b']", ['a\\', 'b']],
    ["'tab\\tand\\nline'", 'tab\tand\nline'],
    ["'\\x41\\u00e9\\U0001f600'", 'Aé😀'],
    ["'宮崎 駿'", '宮崎 駿'],
    ["'[not, a: list} # nor a comment'", '[not, a: list} # nor a comment'],
    ['[True, False, None]', [true, false, null]],
    ['[-1, 2.5, 1e-05, 6.02E+23]', [-1, 2.5, 1e-5, 6.02e23]],
    ["(1, 'two')", [1, 'two']],
    ["{'a': {'b': [1, [2, {}]]}}", { a: { b: [1, [2, {}]] } }],
    ["{1: 'one'}", { 1: 'one' }],
    [' [ 1 ,\n 2 , ] ', [1, 2]],
    ["u'old'", 'old'],
    ['\'one\' "two"', 'onetwo'],
    ["'\\d is no escape'", '\\d is no escape'],
    ['{"id": 1, "name": "as JSON has it"}', { id: 1, name: 'as JSON has it' }],
  ])('%s', (text, value) => {
    // A plain object on both sides: those that are read have no prototype.
    expect(JSON.parse(JSON.stringify(parsePythonLiteral(text)))).toEqual(value);
  });

  test('a key that means something to JavaScript means nothing here', () => {
    const found = parsePythonLiteral("{'__proto__': {'admin': True}, 'constructor': 1}") as Record<string, unknown>;
    expect(Object.keys(found)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });
});

describe('what is no literal is refused with its place', () => {
  test.each([
    ['', 'the end at character 1'],
    ['[', 'the end at character 2'],
    ["['a'", 'no "]" at character 5'],
    ["[{'a': 1]", 'no "}" at character 9'],
    ["{'a' 1}", 'no ":" at character 6'],
    ["['a', 'b", 'a string without an end at character 8'],
    ["'a\\'", 'a string without an end at character 5'],
    ["'\\x4'", 'no character at character 4'],
    ['[1] [2]', 'more than one value at character 5'],
    ['[1 2]', 'no "]" at character 4'],
    ['nan', 'no value at character 1'],
    ['Nonesuch', 'no value at character 1'],
    ['12monkeys', 'no value at character 1'],
    ['open("/etc/passwd")', 'no value at character 1'],
    ['['.repeat(100_000), 'too deep a list'],
  ])('%s', (text, message) => {
    expect(() => parsePythonLiteral(text)).toThrow(SyntaxError);
    expect(() => parsePythonLiteral(text)).toThrow(message);
  });
});

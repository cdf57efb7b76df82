/** A value as Python writes it with `repr`: what a literal can hold, and no more. */
export type Literal = string | number | boolean | null | readonly Literal[] | { readonly [key: string]: Literal };

/** Lists in lists deeper than this are made to break a parser, not to say something. */
const deepest = 64;

const escapes: Readonly<Record<string, string>> = {
  ...{ '\\': '\\', "'": "'", '"': '"', '\n': '' },
  ...{ n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' },
};
/** `\x41`, `\u0041`, `\U00000041`: how many digits follow. */
const digits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const words: Readonly<Record<string, Literal>> = { True: true, False: false, None: null };

const blank = /\s*/y;
const number = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?!\w)/y;
const word = /(?:True|False|None)(?!\w)/y;
const opening = /[uU]?(['"])/y;

/**
 * Reads lists, tuples, dictionaries, strings, numbers, `True`, `False` and `None` as Python writes them:
 * `[{'id': 16, 'name': "Schindler's List"}]`. Nothing is executed. Other keys than strings become strings.
 * @throws SyntaxError with the place, from 1
 */
export function parsePythonLiteral(text: string): Literal {
  let at = 0;

  function fail(what: string): never {
    throw new SyntaxError(`${what} at character ${at + 1}`);
  }
  function take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found) at = pattern.lastIndex;
    return found;
  }
  /** Whether the next sign is this one, which is then passed. */
  function passed(sign: string): boolean {
    take(blank);
    if (text[at] !== sign) return false;
    at++;
    return true;
  }

  function value(depth: number): Literal {
    if (depth > deepest) fail('too deep a list');
    if (passed('[')) return list(']', depth);
    if (passed('(')) return list(')', depth);
    if (passed('{')) return dictionary(depth);
    const quote = take(opening)?.[1];
    // Strings that stand side by side are one.
    if (quote !== undefined) return string(quote) + following();
    const found = take(number);
    if (found) return Number(found[0]);
    const name = take(word)?.[0];
    return name === undefined ? fail(at < text.length ? 'no value' : 'the end') : words[name];
  }

  function following(): string {
    take(blank);
    const quote = take(opening)?.[1];
    return quote === undefined ? '' : string(quote) + following();
  }

  function list(end: string, depth: number): Literal[] {
    const members: Literal[] = [];
    while (!passed(end)) {
      members.push(value(depth + 1));
      if (passed(',')) continue;
      if (passed(end)) break;
      fail(`no "${end}"`);
    }
    return members;
  }

  function dictionary(depth: number): Record<string, Literal> {
    // Without a prototype, so that no key means anything but itself.
    const members = Object.create(null) as Record<string, Literal>;
    while (!passed('}')) {
      const key = String(value(depth + 1));
      if (!passed(':')) fail('no ":"');
      members[key] = value(depth + 1);
      if (passed(',')) continue;
      if (passed('}')) break;
      fail('no "}"');
    }
    return members;
  }

  /** What is left of a string, its opening quote passed. */
  function string(quote: string): string {
    let whole = '';
    for (;;) {
      const end = text.indexOf(quote, at);
      if (end < 0) fail('a string without an end');
      const escape = text.indexOf('\\', at);
      if (escape < 0 || escape > end) {
        whole += text.slice(at, end);
        at = end + 1;
        return whole;
      }
      whole += text.slice(at, escape);
      at = escape + 1;
      whole += escaped();
    }
  }

  /** What the signs after a backslash stand for. */
  function escaped(): string {
    const sign = text[at++] ?? '';
    if (Object.hasOwn(escapes, sign)) return escapes[sign];
    if (Object.hasOwn(digits, sign)) {
      const code = text.slice(at, at + digits[sign]);
      if (!/^[\da-f]+$/i.test(code) || code.length < digits[sign] || parseInt(code, 16) > 0x10ffff)
        fail('no character');
      at += code.length;
      return String.fromCodePoint(parseInt(code, 16));
    }
    // An escape that means nothing is itself.
    return `\\${sign}`;
  }

  const found = value(0);
  take(blank);
  if (at < text.length) fail('more than one value');
  return found;
}

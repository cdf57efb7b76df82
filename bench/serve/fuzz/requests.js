/** Requests to an operation of a document: proper ones, and every kind of improper one. */
import { among, fitting, hostileTexts, hostileValue } from './values.js';

/** @typedef {import('./values.js').Random} Random */
/**
 * @typedef {object} Operation
 * @property {string} path with names in braces @property {string} method in capital letters
 * @property {any} said what the document says of it
 */
/**
 * @typedef {object} Asked
 * @property {string} method @property {string} path with its query, as it goes over the wire
 * @property {Record<string, string>} headers @property {string | Buffer | undefined} body
 * @property {string} kind what is wrong with it
 * @property {boolean} astray whether it may reach another operation than the one that it was made for
 */

/** The operations of a document. @param {any} document @returns {Operation[]} */
export const operationsOf = (document) =>
  Object.entries(document.paths).flatMap(([path, own]) =>
    Object.entries(own).map(([method, said]) => ({ path, method: method.toUpperCase(), said })),
  );

const json = { 'content-type': 'application/json' };
/** As it may stand in a query or a path; half letters are sent as three bytes that nothing may decode. */
const encoded = (/** @type {unknown} */ value) => {
  const text = typeof value === 'string' ? value : String(JSON.stringify(value));
  return /\p{Surrogate}/u.test(text) ? '%ED%A0%80' : encodeURIComponent(text);
};
const queryOf = (/** @type {(readonly [string, unknown])[]} */ pairs) =>
  pairs.length === 0 ? '' : `?${pairs.map(([key, value]) => `${encoded(key)}=${encoded(value)}`).join('&')}`;

/**
 * Makes requests of a document's operations.
 * @param {any} document @param {Random} random @param {Record<string, readonly unknown[]>} known values by name of field
 */
export function requestMaker({ components }, random, known) {
  const pick = (/** @type {readonly any[]} */ list) => among(random, list);
  const fit = (/** @type {any} */ schema, name = '') => fitting(schema, random, known, components.schemas, name);
  const bodySchema = (/** @type {Operation} */ { said }) => said.requestBody?.content?.['application/json']?.schema;

  /** Its parts, all of them proper. @param {Operation} operation */
  function parts(operation) {
    const { parameters = [], requestBody } = operation.said;
    const of = (/** @type {string} */ place) => parameters.filter((/** @type {any} */ one) => one.in === place);
    const query = of('query')
      .filter((/** @type {any} */ one) => one.required || random() < 0.4)
      // Of people of the data set operators alone may ask; that is tried among the improper ones.
      .filter((/** @type {any} */ one) => one.name !== 'user')
      .flatMap((/** @type {any} */ { name, schema }) => {
        const value = fit(schema, name);
        return (Array.isArray(value) ? value : [value]).map((one) => [name, one]);
      });
    const inPath = Object.fromEntries(
      of('path').map((/** @type {any} */ one) => [one.name, fit(one.schema, one.name)]),
    );
    return { query, inPath, body: requestBody && fit(bodySchema(operation)) };
  }
  const filled = (/** @type {string} */ path, /** @type {Record<string, unknown>} */ inPath) =>
    path.replace(/\{([^}]+)\}/g, (_, name) => encoded(inPath[name]));

  /** @param {Operation} operation @param {ReturnType<typeof parts>} given @param {Partial<Asked>} more @returns {Asked} */
  const request = (operation, { query, inPath, body }, more = {}) => ({
    method: operation.method,
    path: filled(operation.path, inPath) + queryOf(query),
    headers: body === undefined ? {} : json,
    body: body === undefined ? undefined : JSON.stringify(body),
    kind: 'proper',
    astray: false,
    ...more,
  });

  const proper = (/** @type {Operation} */ operation) => request(operation, parts(operation));

  /** @type {Record<string, (operation: Operation) => Asked>} */
  const improper = {
    'a field of the path'(operation) {
      const given = parts(operation);
      for (const name of Object.keys(given.inPath)) given.inPath[name] = pick(hostileTexts);
      return request(operation, given, { astray: true });
    },
    'a field of the query'(operation) {
      const given = parts(operation);
      const names = (operation.said.parameters ?? []).flatMap((/** @type {any} */ one) =>
        one.in === 'query' ? [one.name] : [],
      );
      const name = pick([...names, ...names, 'user', 'no such field', '__proto__', 'constructor', '']);
      const value = pick([...hostileTexts, -1, 0, 1e9, 0.5, 101]);
      const times = pick([1, 1, 2, 50]);
      given.query.push(...Array.from({ length: times }, () => [pick([name, `${name}[]`, `${name}[a]`, name]), value]));
      return request(operation, given);
    },
    'a query of its own kind': (operation) => {
      const asked = proper(operation);
      const query = pick([
        '%',
        '%zz=%',
        '&&&===',
        '?a?b',
        'a=%00',
        'k=%C0%80',
        'x'.repeat(8000),
        'k=1&k=2&k[]=3',
        '%ff%fe',
      ]);
      return { ...asked, path: `${asked.path.split('?')[0]}?${query}` };
    },
    'a field of the body'(operation) {
      const given = parts(operation);
      const body = given.body && typeof given.body === 'object' ? given.body : {};
      const paths = placesIn(body);
      const place = pick([...paths, ['no such field'], ['constructor']]);
      given.body = structuredClone(body);
      const inside = place
        .slice(0, -1)
        .reduce((/** @type {any} */ value, /** @type {any} */ key) => value[key], given.body);
      if (random() < 0.15)
        inside[place.at(-1)] = undefined; // which JSON leaves out
      else inside[place.at(-1)] = hostileValue(random);
      return request(operation, given);
    },
    'another body'(operation) {
      return { ...proper(operation), headers: json, body: JSON.stringify(hostileValue(random)) };
    },
    'a body that is no JSON'(operation) {
      const body = pick([
        '',
        '{',
        '{"a":',
        'NaN',
        "{'rating':4}",
        '{"rating":4}{"rating":5}',
        '{"rating":4,"__proto__":{"operator":true}}',
        '{"rating":1,"rating":2}',
        '{"rating":1e999}',
        '[' + '['.repeat(30_000),
        '{"a":'.repeat(9000) + '1' + '}'.repeat(9000),
        Buffer.from([0xff, 0xfe, 0x00, 0x80]),
        Buffer.from('{"name":"\xc3\x28"}', 'latin1'),
        `{"name":"${'x'.repeat(70_000)}"}`,
        '"'.repeat(200_000),
      ]);
      return { ...proper(operation), headers: json, body };
    },
    'another kind of body'(operation) {
      const types = [
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'application/xml',
      ];
      const type = pick([
        ...types,
        '',
        'application/json; charset=utf-16',
        'APPLICATION/JSON',
        'a/b/c',
        'application/json;;;',
      ]);
      const asked = proper(operation);
      return { ...asked, headers: { 'content-type': type }, body: asked.body ?? '{"rating":4}' };
    },
    'another path'(operation) {
      const { path } = proper(operation);
      const parts = path.split('/');
      const at = Math.floor(random() * parts.length);
      const piece = pick([
        '..',
        '%2e%2e',
        '..%2f..%2fetc%2fpasswd',
        '%252e%252e',
        '..%5c..',
        '%00',
        '%c0%ae%c0%ae',
        '%',
        '%zz',
        ';',
        '.',
        '//',
        '',
      ]);
      const changed = [...parts.slice(0, at), piece, ...parts.slice(at + Number(random() < 0.5))].join('/');
      const cased = pick([changed, changed, `${path}/`, path.toUpperCase(), `/${path}`, path.replace('/', '/./')]);
      return { ...proper(operation), path: cased.startsWith('/') ? cased : `/${cased}`, astray: true };
    },
    'another method'(operation) {
      const method = pick(['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'SEARCH']);
      return { ...proper(operation), method, astray: true };
    },
    headers(operation) {
      const asked = proper(operation);
      const tricks = [
        { accept: pick(['text/html', 'image/png', '*/*;q=-1', ',,,', 'x'.repeat(2000)]) },
        { 'accept-encoding': pick(['br', 'gzip;q=0', 'zip', '*', ';;;', 'gzip, gzip, gzip']) },
        { 'x-forwarded-for': pick(['127.0.0.1', '::1', 'x', '1.1.1.1, '.repeat(100)]) },
        { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'for=127.0.0.1' },
        { 'x-http-method-override': 'DELETE', 'x-original-url': '/api/operator/overview', 'x-rewrite-url': '/' },
        { origin: pick(['https://evil.example', 'null', '', 'http://127.0.0.1']) },
        { 'sec-fetch-site': pick(['cross-site', 'same-site', 'none', 'x']) },
        { host: pick(['evil.example', 'a b', '', 'a'.repeat(300), '[::1', 'localhost:99999999', 'a/../b']) },
        { authorization: pick(['Bearer', 'Bearer x', 'Basic eDp4', 'bearer \u00ff', `Bearer ${'x'.repeat(9000)}`]) },
        {
          cookie: pick([
            'movierec=',
            'movierec=x;movierec=y',
            'movierec=%',
            `movierec=${'A'.repeat(4000)}`,
            '=;=;',
            '__proto__=x',
          ]),
        },
        { range: 'bytes=0-0,-1', 'if-none-match': '*', 'if-modified-since': 'never' },
        { 'content-encoding': 'gzip' },
        { 'content-length': pick(['-1', 'x', '1e3', '99999999999']) },
        { expect: pick(['100-continue', 'nonsense']) },
        { upgrade: 'websocket', connection: 'Upgrade', 'sec-websocket-key': 'x' },
        { 'last-event-id': pick(['-1', 'x'.repeat(1000), '1e9']) },
        { 'content-type': 'application/json; __proto__=x', 'transfer-encoding': 'chunked, chunked' },
      ];
      return { ...asked, headers: { ...asked.headers, ...pick(tricks) }, astray: true };
    },
  };

  const kinds = Object.keys(improper);
  return {
    proper,
    /** One in four is proper. @param {Operation} operation @returns {Asked} */
    any(operation) {
      if (random() < 0.25) return proper(operation);
      const kind = pick(kinds.filter((one) => !one.includes('body') || operation.method !== 'GET'));
      return { ...improper[kind](operation), kind };
    },
  };
}

/** The places of all values in a body. @param {any} value @returns {(string | number)[][]} */
const placesIn = (value) =>
  value === null || typeof value !== 'object'
    ? []
    : Object.keys(value).flatMap((key) => [[key], ...placesIn(value[key]).map((rest) => [key, ...rest])]);

import { operationsOf, requestMaker } from './requests.js';
import { answerRules } from './rules.js';
import { send } from './wire.js';

/**
 * @typedef {object} Violation
 * @property {number} number which request it was @property {string} problem @property {string} as who asked
 * @property {string} kind @property {string} line the request, for a shell
 * @typedef {object} Row
 * @property {string} operation @property {number} sent @property {number[]} statuses how many of 0, 1xx, 2xx, 3xx, 4xx, 5xx
 */

/** These reckon with passwords, which takes a while by intention: they are asked a third as often. */
const slow = /^(POST \/api\/(accounts|session)|DELETE \/api\/me|PUT \/api\/me\/password)$/;
const password = 'a heron in the rain';

/**
 * Asks a service proper and improper things, by its own document, as nobody, guest, account and operator, and holds the
 * answers to what every answer has to be; beside them a person whom nobody may change or read.
 * @param {{ address: string, operatorKey?: string | undefined, requests: number, random: () => number, secrets?: readonly string[], most?: number }} options
 * `most`: after so many violations it ends
 * @returns {Promise<{ rows: Row[], violations: Violation[] }>}
 */
export async function fuzz({ address, operatorKey, requests, random, secrets = [], most = 20 }) {
  const ask = async (
    /** @type {string} */ method,
    /** @type {string} */ path,
    /** @type {any} */ body,
    /** @type {string} */ cookie = '',
  ) => {
    const headers = { ...(cookie && { cookie }), ...(body && { 'content-type': 'application/json' }) };
    const {
      status,
      headers: received,
      text,
    } = await send(address, { method, path, headers, body: body && JSON.stringify(body) });
    if (status >= 300) throw new Error(`${method} ${path} was answered with ${status}: ${text.slice(0, 200)}`);
    return { json: JSON.parse(text), cookie: String(received['set-cookie'] ?? '').split(';')[0] };
  };
  const name = (/** @type {string} */ kind) => `${kind} ${Math.floor(random() * 1e9).toString(36)}`;

  const { json: document } = await ask('GET', '/openapi.json', undefined);
  const { json: site } = await ask('GET', '/api/site', undefined);
  const { json: page } = await ask('GET', '/api/films?size=20', undefined);
  const { json: models } = await ask('GET', '/api/models', undefined);
  const { json: charts } = await ask('GET', '/api/charts', undefined);
  const films = page.films.map((/** @type {any} */ one) => one.film);
  let own = '';
  /** An account's that asks, nobody's, and of the one whom nobody may change. @type {string[]} */
  const names = [];
  const known = {
    film: films,
    after: films,
    model: models.models.map((/** @type {any} */ one) => one.model),
    chart: charts.charts.map((/** @type {any} */ one) => one.chart),
    genre: site.genres.map((/** @type {any} */ one) => one.genre),
    year: ['1994', '1990..1999', '2010..', '..1959'],
    rating: [site.scale.min, site.scale.max],
    version: [0, 0, 1, 99],
    name: names,
    password: [password, password, password, 'a heron in the sun'],
    newPassword: [password],
  };

  // Someone whom nobody else may change or read.
  const victim = name('victim');
  const { cookie: victims } = await ask('POST', '/api/accounts', {
    name: victim,
    password: `${password}, ${random()}`,
  });
  for (const film of films.slice(0, 5)) {
    await ask('PUT', `/api/me/ratings/${film}`, { rating: site.scale.max }, victims);
    await ask('PUT', `/api/me/watch-list/${film}`, undefined, victims);
  }
  const ofVictim = async () => JSON.stringify((await ask('GET', '/api/me/data', undefined, victims)).json);
  const before = await ofVictim();

  /** @type {Record<string, () => Promise<Record<string, string>>>} */
  const visitors = {
    nobody: async () => ({}),
    guest: async () => ({ cookie: (await ask('POST', '/api/guests', undefined)).cookie }),
    account: async () => {
      own = name('account');
      return { cookie: (await ask('POST', '/api/accounts', { name: own, password })).cookie };
    },
    ...(operatorKey && { operator: async () => ({ authorization: `Bearer ${operatorKey}` }) }),
  };
  /** @type {Record<string, Record<string, string>>} */
  const headersOf = {};
  const kinds = Object.keys(visitors);
  for (const kind of kinds) headersOf[kind] = await visitors[kind]();

  const judge = answerRules(document, [...secrets, ...(operatorKey ? [operatorKey] : []), victim]);
  const make = requestMaker(document, random, known);
  const operations = operationsOf(document);
  const rows = operations.map(({ method, path }) => ({
    operation: `${method} ${path}`,
    sent: 0,
    statuses: [0, 0, 0, 0, 0, 0],
  }));
  /** @type {Violation[]} */
  const violations = [];
  for (let number = 1; number <= requests && violations.length < most; number++) {
    const at = number <= operations.length ? number - 1 : Math.floor(random() * operations.length);
    if (slow.test(rows[at].operation) && number > operations.length && random() > 1 / 3) continue;
    names.splice(0, 3, own, name('fuzz'), victim);
    const as = kinds[Math.floor(random() * kinds.length)];
    const asked = make.any(operations[at]);
    const headers = { ...headersOf[as], ...asked.headers };
    const answer = await send(address, { ...asked, headers });
    rows[at].sent++;
    rows[at].statuses[Math.floor(answer.status / 100)]++;
    const tell = (/** @type {string} */ problem) =>
      violations.push({ number, problem, as, kind: asked.kind, line: lineOf(address, asked) });
    const problem = judge(asked, answer);
    if (problem) tell(problem);
    // Whoever was signed out, or is somebody else now, comes anew.
    if (answer.headers['set-cookie'] && headersOf[as].cookie) headersOf[as] = await visitors[as]();
    if (number % 100 === 0 || number === requests || problem) {
      if ((await send(address, { method: 'GET', path: '/health', headers: {} })).status !== 200)
        tell('after it, /health does not answer');
      if ((await ofVictim().catch(String)) !== before) {
        tell('after it, or one of a hundred before it, another person is not as before');
        break;
      }
    }
  }
  return { rows, violations };
}

/** @param {string} address @param {import('./requests.js').Asked} asked */
function lineOf(address, { method, path, headers, body }) {
  const quoted = (/** @type {string} */ text) => `'${text.replaceAll("'", `'\\''`)}'`;
  const given = Object.entries(headers).map(([key, value]) => `-H ${quoted(`${key}: ${value}`)}`);
  const text = typeof body === 'string' ? body : body && `(bytes in base64) ${body.toString('base64')}`;
  const data =
    text === undefined
      ? []
      : [`--data-raw ${quoted(text.length > 1500 ? `${text.slice(0, 1500)}… (${text.length} characters)` : text)}`];
  return ['curl --path-as-is', `-X ${method}`, ...given, ...data, quoted(address + path)].join(' ');
}

/** What every answer of the service has to be, whatever it was asked. */
import { createRequire } from 'node:module';
import { operationsOf } from './requests.js';

const fromHere = createRequire(import.meta.url);
/** The checker of JSON Schemas that fastify brings along. */
const fromFastify = createRequire(createRequire(fromHere.resolve('fastify')).resolve('@fastify/ajv-compiler'));
const { Ajv2020 } = fromFastify('ajv/dist/2020.js');

/** A line of a stack, or a file of the machine, whichever machine it is. */
const inner =
  /\n\s+at .+:\d+:\d+|file:\/\/\/(?!etc\/passwd)|node_modules|node:internal|\/home\/\w|\/tmp\/\w|[A-Z]:\\\\Users/;
/** What is sent in one piece, more than the service reads. */
const readAtMost = 64 * 1024;

/**
 * @param {any} document
 * @param {readonly string[]} secrets what no answer may say
 */
export function answerRules(document, secrets) {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'document', components: document.components });
  const compiled = new Map();
  const misfit = (/** @type {object} */ schema, /** @type {unknown} */ value) => {
    const text = JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/');
    const check = compiled.get(text) ?? ajv.compile(JSON.parse(text));
    compiled.set(text, check);
    return check(value) ? undefined : ajv.errorsText(check.errors);
  };
  const operations = operationsOf(document).map((operation) => {
    const pattern = operation.path.replace(/[.]/g, '\\.').replace(/\{[^}]+\}/g, '[^/]+');
    return { ...operation, pattern: new RegExp(`^${pattern}$`) };
  });

  /**
   * What is wrong with an answer, in words; nothing where nothing is.
   * @param {import('./requests.js').Asked} asked @param {import('./wire.js').Answer} answer @returns {string | undefined}
   */
  return ({ method, path, body, headers: sent }, { status, headers, text, failed }) => {
    if (status === 0) return (body?.length ?? 0) > readAtMost ? undefined : `no answer: ${failed}`;
    if (status >= 500) return `status ${status}: ${text.slice(0, 300)}`;
    const type = String(headers['content-type']).split(';')[0];
    const given = `${path}${body ?? ''}${JSON.stringify(sent)}`;
    const secret = secrets.find((one) => text.includes(one) && !given.includes(one));
    if (secret !== undefined) return `the answer says ${secret}`;
    if (type !== 'text/html' && inner.test(text))
      return `the answer shows what is inside: ${inner.exec(text)?.[0].trim()}`;
    if (headers['x-content-type-options'] !== 'nosniff') return 'no security headers';
    if (method === 'HEAD') return text === '' ? undefined : 'a body in answer to HEAD';

    if (status >= 400) {
      const value = parsed(text);
      if (type !== 'application/json' || value === undefined)
        return `status ${status} as ${type}: ${text.slice(0, 100)}`;
      const wrong = misfit({ $ref: '#/components/schemas/Failure' }, value);
      if (wrong) return `a failure of another form: ${wrong}`;
      const { code, message, hint } = value.error;
      return /^[A-Z_]+$/.test(code) && message && hint ? undefined : 'a failure without a code, a message or a hint';
    }
    const address = path.split(/[?#]/)[0];
    const operation = operations.find((one) => one.method === method && one.pattern.test(address));
    if (!operation) return method === 'GET' && status < 400 ? undefined : `status ${status} where nothing should be`;
    const { content } = operation.said.responses[status] ?? {};
    if (!content) return `status ${status}, which the document does not have`;
    if (!content[type]) return `${type}, which the document does not have`;
    if (type !== 'application/json') return undefined;
    const value = parsed(text);
    const wrong = value === undefined ? 'no JSON' : misfit(content[type].schema, value);
    return wrong && `not as the document says: ${wrong}`;
  };
}

const parsed = (/** @type {string} */ text) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

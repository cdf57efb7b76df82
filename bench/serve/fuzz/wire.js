import { Agent, request } from 'node:http';

/**
 * @typedef {object} Answer
 * @property {number} status 0 where there was none @property {Record<string, any>} headers
 * @property {string} text @property {string} [failed] why there was none
 */
const agent = new Agent({ keepAlive: true, maxSockets: 16 });
/** After so many milliseconds nobody waits any more. */
const patience = 20_000;

/**
 * Sends a request as it is, its address not tidied up; never rejects. Of a stream the beginning is the answer.
 * @param {string} address
 * @param {{ method: string, path: string, headers: Record<string, string>, body?: string | Buffer | undefined }} asked
 * @returns {Promise<Answer>}
 */
export async function send(address, asked) {
  for (;;) {
    const { answer, isStale } = await once(address, asked);
    if (!isStale) return answer;
  }
}

/** @returns {Promise<{ answer: Answer, isStale: boolean }>} stale: a connection that was kept open had just been closed */
const once = (
  /** @type {string} */ address,
  /** @type {Parameters<typeof send>[1]} */ { method, path, headers, body },
) =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(address);
    // By itself Node says of some methods' bodies nothing, and then they are the beginning of another request.
    const framed = { ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }), ...headers };
    // What may leave a connection in disorder has one of its own.
    const isOdd = Object.keys(headers).some((name) => /^(content-length|transfer-encoding|expect|upgrade)$/.test(name));
    const how = { hostname, port, method, path, headers: framed, agent: isOdd ? false : agent, timeout: patience };
    const sent = request(how, (answer) => {
      const { statusCode: status = 0, headers: received } = answer;
      let text = '';
      const end = () => resolve({ answer: { status, headers: received, text }, isStale: false });
      answer.setEncoding('utf8').on('data', (part) => {
        text += part;
        if (!String(received['content-type']).startsWith('text/event-stream')) return;
        end();
        sent.destroy();
      });
      answer.once('end', end).once('close', end);
    });
    sent.once('timeout', () => sent.destroy(new Error('no answer in time')));
    sent.on('error', (/** @type {NodeJS.ErrnoException} */ { code, message }) =>
      resolve({
        answer: { status: 0, headers: {}, text: '', failed: message },
        isStale: sent.reusedSocket && (code === 'ECONNRESET' || code === 'EPIPE') && sent.socket?.bytesRead === 0,
      }),
    );
    sent.end(body);
  });

import { STATUS_CODES } from 'node:http';
import { versions } from '../../artifacts/versions.ts';
import type { Context } from '../../context.ts';
import type { PartFile, Resumable } from './part-file.ts';

/** A try that failed for a reason outside of this machine; `lasting` when another one right away would not help. */
export class FailedTry extends Error {
  constructor(
    message: string,
    readonly lasting = false,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** What one try at a download needs to know. */
export interface Request {
  readonly url: URL;
  readonly part: PartFile;
  /** What progress is reported as. */
  readonly what: string;
  /** The size to expect where the server says none. */
  readonly bytes: number | undefined;
  /** How long nothing may come before the connection counts as dead, in milliseconds. */
  readonly patience: number;
}

/**
 * One try to get the rest of a file into its part. Goes on where an earlier try stopped if the server can and still has
 * the same version (Range and If-Range, RFC 9110 §13.1.5, §14), else starts anew. What has come stays, whatever fails.
 * @returns the Content-Disposition header, if any
 * @throws FailedTry, the signal's reason, and what the file system throws
 */
export async function receive({ url, part, what, bytes, patience }: Request, context: Context): Promise<string | null> {
  const ending = new AbortController();
  const timer = setTimeout(() => {
    ending.abort(new FailedTry(`nothing came for ${patience / 1000} seconds`));
  }, patience);
  try {
    const known = await part.resumable();
    const response = await request(url, known, AbortSignal.any([context.signal, ending.signal]));
    const disposition = response.headers.get('content-disposition');
    const { from, total } = await place(response, known, part);
    if (from > 0 && from === total) return disposition;

    const file = from > 0 ? await part.continue() : await part.restart(versionOf(response));
    try {
      let done = from;
      for await (const block of response.body ?? []) {
        await file.appendFile(block);
        timer.refresh();
        done += block.length;
        const end = total ?? bytes;
        if (end !== undefined) context.progress(done, Math.max(done, end), what);
      }
      if (total !== undefined && done !== total) throw new FailedTry(cut);
    } finally {
      await file.close();
    }
    return disposition;
  } catch (error) {
    // A failure of the network is a TypeError to fetch; anything else is the file system's, ours or the signal's.
    throw error instanceof TypeError ? networkFailure(error) : error;
  } finally {
    clearTimeout(timer);
    ending.abort();
  }
}

function request(url: URL, known: Resumable | undefined, signal: AbortSignal): Promise<Response> {
  const bare = new URL(url);
  const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  bare.username = bare.password = '';
  return fetch(bare, {
    signal,
    headers: {
      'user-agent': `movierec/${versions['movierec']}`,
      // Sizes and ranges are to be those of the file itself.
      'accept-encoding': 'identity',
      ...(known && { range: `bytes=${known.bytes}-`, 'if-range': known.version }),
      ...(credentials !== ':' && { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }),
    },
  });
}

/** Which part of the file an answer brings: from which byte on, and how long the whole file is, if that is known. */
async function place(response: Response, known: Resumable | undefined, part: PartFile) {
  const { status, headers } = response;
  if (status === 200) {
    const length = headers.get('content-length');
    return { from: 0, total: length && !headers.has('content-encoding') ? Number(length) : undefined };
  }
  if (known && (status === 206 || status === 416)) {
    const [, start, size] = /^bytes (?:(\d+)-\d+|\*)\/(\d+|\*)$/.exec(headers.get('content-range') ?? '') ?? [];
    const total = size && size !== '*' ? Number(size) : undefined;
    // Everything had come before: the run was killed just then.
    if (status === 416 && total === known.bytes) return { from: total, total };
    const same = (versionOf(response) ?? known.version) === known.version;
    if (status === 206 && same && Number(start) === known.bytes) return { from: known.bytes, total };
    await part.discard();
    throw new FailedTry('the file has changed on the server');
  }
  const lasting = status < 500 && status !== 408 && status !== 429;
  throw new FailedTry(`the server answered ${status} (${STATUS_CODES[status] ?? 'unknown'})`, lasting);
}

/** By what a version of a file is known: an ETag, unless a weak one, which does not vouch for every byte; else a date. */
function versionOf({ headers }: Response): string | undefined {
  if (headers.has('content-encoding')) return undefined;
  const tag = headers.get('etag');
  return (tag?.startsWith('"') ? tag : headers.get('last-modified')) ?? undefined;
}

const cut = 'the connection was cut';

function networkFailure(error: TypeError): FailedTry {
  const { code = '' } = (error.cause ?? {}) as NodeJS.ErrnoException;
  const [, reason] = lastingReasons.find(([pattern]) => pattern.test(code)) ?? [];
  return new FailedTry(reason ?? (code ? `${cut} (${code})` : cut), reason !== undefined, { cause: error });
}

const lastingReasons: readonly (readonly [RegExp, string])[] = [
  [/^(ENOTFOUND|EAI_AGAIN)$/, 'the server cannot be found, or this machine is not on the network'],
  [/^ECONNREFUSED$/, 'the server refuses the connection'],
  [/CERT|SIGNATURE/, "the server's certificate is not valid"],
];

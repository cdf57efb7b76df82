import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createContext } from '../../../src/context.ts';
import { download, type Download } from '../../../src/dataset/downloads/download.ts';
import { FileServer, serveFile, type Handler, type Manners } from './file-server.ts';

// A megabyte in which every 4 bytes are different, so that a shifted or repeated piece cannot go unnoticed.
const content = Buffer.from(Uint32Array.from({ length: 250_000 }, (_, index) => index * 2_654_435_761).buffer);
const md5 = createHash('md5').update(content).digest('hex');

let folder: string;
let server: FileServer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'download-'));
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const start = async (handler: Handler): Promise<void> => {
  server = await new FileServer(handler).listen();
};
const get = (given: Partial<Download> = {}, context = createContext()): Promise<string> =>
  download({ url: server.url('/files/set.zip'), folder, pause: 1, ...given }, context);
type Cut = Omit<Manners, 'cut'> & { readonly cutAfter?: number | undefined };
/** Serves to the client whose file is in the folder. */
const serve = (
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
  { cutAfter, ...others }: Cut,
): void => {
  const cut = cutAfter === undefined ? undefined : { after: cutAfter, file: join(folder, 'set.zip.part') };
  serveFile(request, response, body, { ...others, cut });
};

test('a file comes whole, with progress to its last byte, and nothing else stays in the folder', async () => {
  await start((request, response) => serve(request, response, content, {}));
  const progress: [number, number][] = [];
  const path = await get({ md5 }, createContext({ progress: (done, total) => progress.push([done, total]) }));
  expect(path).toBe(join(folder, 'set.zip'));
  expect(content.equals(await readFile(path))).toBe(true);
  expect(await readdir(folder)).toEqual(['set.zip']);
  expect(progress.at(-1)).toEqual([content.length, content.length]);
});

test('a file that is there with the right checksum is not asked for', async () => {
  await start((request, response) => serve(request, response, content, {}));
  await writeFile(join(folder, 'set.zip'), content);
  expect(await get({ md5: md5.toUpperCase() })).toBe(join(folder, 'set.zip'));
  expect(server.requests).toEqual([]);
});

test('a file that is there with another checksum is replaced', async () => {
  await start((request, response) => serve(request, response, content, {}));
  await writeFile(join(folder, 'set.zip'), 'something else');
  expect(content.equals(await readFile(await get({ md5 })))).toBe(true);
});

test('after a cut connection it goes on at the byte where it stopped', async () => {
  await start((request, response) => {
    const cutAfter = server.requests.length < 3 ? 300_000 : undefined;
    serve(request, response, content, { etag: '"a"', cutAfter });
  });
  expect(content.equals(await readFile(await get({ md5 })))).toBe(true);
  expect(server.requests).toEqual([
    'GET /files/set.zip',
    'GET /files/set.zip bytes=300000-',
    'GET /files/set.zip bytes=600000-',
  ]);
});

test('a server that does not know ranges is asked for the whole file again', async () => {
  await start((request, response) => {
    const cutAfter = server.requests.length < 2 ? 300_000 : undefined;
    serve(request, response, content, { etag: '"a"', ranges: false, cutAfter });
  });
  expect(content.equals(await readFile(await get({ md5 })))).toBe(true);
  expect(server.requests).toHaveLength(2);
});

test('without a version to go by, a cut download starts anew instead of joining two files', async () => {
  await start((request, response) => {
    const cutAfter = server.requests.length < 2 ? 300_000 : undefined;
    serve(request, response, content, { cutAfter });
  });
  expect(content.equals(await readFile(await get()))).toBe(true);
  expect(server.requests).toEqual(['GET /files/set.zip', 'GET /files/set.zip']);
});

const other = content.toReversed();

test('a file that changes between two tries comes whole in its new version', async () => {
  await start((request, response) => {
    if (server.requests.length < 2) serve(request, response, content, { etag: '"a"', cutAfter: 300_000 });
    else serve(request, response, Buffer.from(other), { etag: '"b"' });
  });
  expect(Buffer.from(other).equals(await readFile(await get()))).toBe(true);
});

test('a server that sends a range of another version, against If-Range, is not believed', async () => {
  await start((request, response) => {
    if (server.requests.length < 2) return serve(request, response, content, { etag: '"a"', cutAfter: 300_000 });
    const headers = { 'if-range': '"b"' };
    Object.assign(request.headers, headers);
    serve(request, response, Buffer.from(other), { etag: '"b"' });
  });
  expect(Buffer.from(other).equals(await readFile(await get()))).toBe(true);
  expect(server.requests).toHaveLength(3);
});

test('a wrong checksum removes the file and names both sums', async () => {
  await start((request, response) => serve(request, response, Buffer.from('<html>log in</html>'), {}));
  const error = await get({ md5, bytes: content.length }).catch((thrown: unknown) => thrown);
  const found = createHash('md5').update('<html>log in</html>').digest('hex');
  expect(error).toMatchObject({ code: 'BAD_CHECKSUM', message: expect.stringContaining(`${found}, not ${md5}`) });
  expect(error).toMatchObject({ message: expect.stringContaining('19 bytes instead of about 1,000,000') });
  expect(await readdir(folder)).toEqual([]);
});

test.each([404, 403, 410])('status %i fails at once and says what to do instead', async (status) => {
  await start((_, response) => response.writeHead(status).end('no'));
  await expect(get()).rejects.toMatchObject({
    code: 'DOWNLOAD_FAILED',
    message: expect.stringContaining(`/files/set.zip could not be downloaded: the server answered ${status}`),
    hint: expect.stringContaining('movierec ingest --from FILE'),
  });
  expect(server.requests).toHaveLength(1);
  expect(await readdir(folder)).toEqual([]);
});

test('a server that is overloaded is asked again, but not forever', async () => {
  await start((request, response) => {
    if (server.requests.length < 3) response.writeHead(503).end();
    else serve(request, response, content, {});
  });
  expect(content.equals(await readFile(await get()))).toBe(true);
  await server.close();
  await start((_, response) => response.writeHead(503).end());
  await expect(get()).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED', message: expect.stringContaining('503') });
  expect(server.requests).toHaveLength(5);
});

test('a connection that is cut too often fails, keeps what has come, and a later run goes on from there', async () => {
  let cutAfter: number | undefined = 100_000;
  await start((request, response) => serve(request, response, content, { etag: '"a"', cutAfter }));
  await expect(get({ md5 })).rejects.toMatchObject({
    code: 'DOWNLOAD_FAILED',
    hint: expect.stringContaining('go on after the 500,000 bytes'),
  });
  expect(await readdir(folder)).toEqual(['set.zip.part', 'set.zip.part.json']);
  cutAfter = undefined;
  expect(content.equals(await readFile(await get({ md5 })))).toBe(true);
  expect(server.requests.at(-1)).toBe('GET /files/set.zip bytes=500000-');
});

test('what came from another address is not gone on with', async () => {
  let cutAfter: number | undefined = 100_000;
  await start((request, response) => serve(request, response, content, { etag: '"a"', cutAfter }));
  await expect(get({ url: server.url('/other/set.zip') })).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED' });
  cutAfter = undefined;
  await get({ md5 });
  expect(server.requests.at(-1)).toBe('GET /files/set.zip');
});

test('a run that was killed after the last byte needs only the end of it confirmed', async () => {
  await start((request, response) => serve(request, response, content, { etag: '"a"', cutAfter: content.length }));
  const chopped: Handler = (request, response) => serve(request, response, content, { etag: '"a"' });
  await get({ md5 });
  await server.close();
  await start(chopped);
  const url = server.url('/files/set.zip');
  const source = createHash('sha256').update(url).digest('hex');
  await rm(join(folder, 'set.zip'));
  await writeFile(join(folder, 'set.zip.part'), content);
  await writeFile(join(folder, 'set.zip.part.json'), JSON.stringify({ source, version: '"a"' }));
  expect(content.equals(await readFile(await get({ md5 })))).toBe(true);
  expect(server.requests).toEqual(['GET /files/set.zip bytes=1000000-']);
});

test('a refused connection fails at once', async () => {
  await start((_, response) => response.end());
  const url = server.url('/files/set.zip');
  await server.close();
  const refused = download({ url, folder, pause: 60_000 }, createContext());
  await expect(refused).rejects.toMatchObject({
    code: 'DOWNLOAD_FAILED',
    message: expect.stringContaining('refuses the connection'),
  });
});

test('a name that does not exist fails at once', async () => {
  await start((_, response) => response.end());
  await expect(get({ url: 'http://no-such-host.invalid/set.zip', pause: 60_000 })).rejects.toMatchObject({
    code: 'DOWNLOAD_FAILED',
    message: expect.stringContaining('cannot be found'),
  });
});

test('a connection over which nothing comes any more counts as cut', async () => {
  await start((request, response) => {
    if (server.requests.length > 1) return serve(request, response, content, { etag: '"a"' });
    response.writeHead(200, { 'content-length': content.length, etag: '"a"' });
    response.write(content.subarray(0, 1000));
  });
  expect(content.equals(await readFile(await get({ md5, patience: 200 })))).toBe(true);
  expect(server.requests.at(-1)).toBe('GET /files/set.zip bytes=1000-');
});

test('an abort ends with its own reason and keeps what has come', async () => {
  await start((_, response) => {
    response.writeHead(200, { 'content-length': content.length, etag: '"a"' });
    response.write(content.subarray(0, 1000));
  });
  const abort = new AbortController();
  const context = createContext({ signal: abort.signal, progress: () => abort.abort(new Error('enough')) });
  await expect(get({ md5 }, context)).rejects.toThrow('enough');
  expect((await readFile(join(folder, 'set.zip.part'))).equals(content.subarray(0, 1000))).toBe(true);
  expect(await readdir(folder)).toEqual(['set.zip.part', 'set.zip.part.json']);
});

test('a second download of the same file at the same time is refused', async () => {
  await start((request, response) => void setTimeout(() => serve(request, response, content, {}), 100));
  const outcomes = await Promise.allSettled([get({ md5 }), get({ md5 })]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'BUSY' } });
});

test('a password goes to the server as Basic authentication, and neither it nor the query into a message', async () => {
  let authorization: string | undefined;
  await start((request, response) => {
    authorization = request.headers.authorization;
    response.writeHead(404).end();
  });
  const url = server.url('/set.zip?key=secret').replace('//', '//ann:p%40ss@');
  const error = (await get({ url }).catch((thrown: unknown) => thrown)) as Error;
  expect(Buffer.from(authorization!.slice('Basic '.length), 'base64').toString()).toBe('ann:p@ss');
  expect(`${error} ${error.stack}`).not.toMatch(/ann|p%40ss|p@ss|secret/);
});

test("the server's own name for the file is taken, without any folder in it", async () => {
  const headers = { 'content-disposition': 'attachment; filename="../../ratings.csv"' };
  await start((request, response) => serve(request, response, content, { headers }));
  expect(await get({ url: server.url('/get?id=7') })).toBe(join(folder, 'ratings.csv'));
});

test('an empty file is a file', async () => {
  await start((request, response) => serve(request, response, Buffer.alloc(0), {}));
  expect(await readFile(await get())).toHaveLength(0);
});

test.each(['no url', 'ftp://host/file', 'http://'])('%j is no address to download from', async (url) => {
  await start((_, response) => response.end());
  await expect(get({ url })).rejects.toMatchObject({ code: 'USAGE' });
});

test('a failure of the disk is not taken for one of the network', async () => {
  await start((request, response) => serve(request, response, content, {}));
  await mkdir(join(folder, 'set.zip.part'));
  await expect(get({ pause: 60_000 })).rejects.toMatchObject({ code: 'ERR_FS_EISDIR' });
});

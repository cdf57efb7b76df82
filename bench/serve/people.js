/** People of a service under load: guests with ratings, over HTTP as anyone. */
import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** One request; its status, its cookie if it brings one, its JSON, and how long it took in milliseconds. */
export const ask = (address, method, path, { cookie, body, headers = {} } = {}) =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    const text = body && JSON.stringify(body);
    const all = {
      ...headers,
      ...(cookie && { cookie }),
      ...(text && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
    };
    const asked = request(new URL(path, address), { method, agent, headers: all }, (answer) => {
      let received = '';
      answer.setEncoding('utf8').on('data', (part) => (received += part));
      answer.on('error', reject).on('end', () => {
        const [given] = answer.headers['set-cookie'] ?? [];
        const milliseconds = performance.now() - began;
        const json = received && JSON.parse(received);
        resolve({ status: answer.statusCode, cookie: given?.split(';')[0], json, milliseconds });
      });
    });
    asked.on('error', reject).end(text);
  });

/** Numbers from 0 to 1, the same in every run. */
export function sequence(seed) {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

/** Ids of the best known films. */
export async function knownFilms(address, pages = 3) {
  const films = [];
  for (let page = 1; page <= pages; page++) {
    const { json } = await ask(address, 'GET', `/api/films?order=popularity&size=100&page=${page}`);
    films.push(...json.films.map(({ film }) => film));
  }
  return films;
}

/** Guests who have rated so many films each; their cookies. */
export async function makeGuests(address, count, ratings, films) {
  const random = sequence(42);
  const guests = Array.from({ length: count }, () => undefined);
  const rateAll = async (guest) => {
    for (let n = 0; n < ratings; n++) {
      const { status, cookie } = await rate(address, guests[guest], films, random);
      if (status !== 200) throw new Error(`a rating was answered with ${status}.`);
      guests[guest] = cookie ?? guests[guest];
    }
  };
  for (let from = 0; from < count; from += 20) {
    await Promise.all(guests.slice(from, from + 20).map((_, at) => rateAll(from + at)));
  }
  return guests;
}

/** Rates a film and has the new list in the answer. */
export function rate(address, cookie, films, random, list = 0) {
  const film = films[Math.floor(random() * films.length)];
  const body = { rating: 1 + Math.floor(random() * 5) };
  return ask(address, 'PUT', `/api/me/ratings/${film}?list=${list}`, { cookie, body });
}

import type { Document } from 'mongodb';

const isPlain = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** The paths to all values of a document, in its order: `film.id`; those in arrays of documents as `genres.name`. */
export function pathsOf(document: Document): string[] {
  return Object.entries(document).flatMap(([name, value]) => {
    const inner: unknown = Array.isArray(value) ? value.find(isPlain) : value;
    return isPlain(inner) ? pathsOf(inner).map((path) => `${name}.${path}`) : [name];
  });
}

/** What stands at a path; of an array of documents, what stands there in each. */
export function valueAt(value: unknown, path: readonly string[], from = 0): unknown {
  for (let at = from; at < path.length; at++) {
    if (Array.isArray(value)) return value.map((one) => valueAt(one, path, at));
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Document)[path[at]];
  }
  return value;
}

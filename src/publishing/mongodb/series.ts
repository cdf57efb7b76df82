import type { Collection } from 'mongodb';
import { isDuplicateDocument } from '../../connections/is-duplicate-document.ts';

/** A document of a series. */
export type Numbered<Content> = Content & { readonly _id: string; readonly series: string; readonly number: number };

/**
 * Series of documents that are numbered 1, 2, 3 …, of which the last one counts.
 *
 * Any server can do one thing that nobody comes between: store a document whose id nobody has. (FerretDB 1 looks first and
 * changes then, so a condition on an update keeps nobody out.) So whoever stores the next number has it. Earlier documents
 * are removed, the last one never: one who comes late may store a number again that is gone, but then finds a later one,
 * and so has not got it.
 */
export interface Series<Content> {
  last(series: string): Promise<Numbered<Content> | null>;
  /** Stores the document after `last`, the first one where there is none. Returns its number, or null where others did. */
  follow(series: string, last: { readonly number: number } | null, content: Content): Promise<number | null>;
}

export function openSeries<Content extends object>(collection: Collection<Numbered<Content>>): Series<Content> {
  const documents = collection as unknown as Collection<Numbered<object>>;
  const last = (series: string): Promise<Numbered<object> | null> =>
    documents.findOne({ series }, { sort: { number: -1 } });
  return {
    last: last as Series<Content>['last'],
    async follow(series, before, content) {
      const number = 1 + (before?.number ?? 0);
      try {
        await documents.insertOne({ ...content, _id: `${number}:${series}`, series, number });
      } catch (error) {
        if (isDuplicateDocument(error)) return null;
        throw error;
      }
      if ((await last(series))?.number !== number) return null;
      await documents.deleteMany({ series, number: { $lt: number } });
      return number;
    },
  };
}

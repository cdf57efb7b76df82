import type { Context } from '../../context.ts';
import { download } from './download.ts';

/**
 * Downloads whatever an `http(s)://…` URL gives, for `ingest --from URL`, into the folder of raw files.
 * @returns the file's path
 * @throws as `download` does
 */
export function fetchRaw(url: string, rawFolder: string, context: Context): Promise<string> {
  return download({ url, folder: rawFolder }, context);
}

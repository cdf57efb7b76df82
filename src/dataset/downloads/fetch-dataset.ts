import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../../context.ts';
import { MovierecError } from '../../errors.ts';
import { download } from './download.ts';
import type { PublishedDataset } from './registry.ts';

/**
 * Downloads a published data set into the folder of raw files, unless it is there already, and checks it: against the
 * MD5 known here, else against the one published beside it as `NAME.zip.md5`.
 * @returns the zip's path
 * @throws as `download` does
 */
export async function fetchDataset(
  { name, url, md5, bytes }: Pick<PublishedDataset, 'name' | 'url' | 'md5' | 'bytes'>,
  rawFolder: string,
  context: Context,
): Promise<string> {
  const there = join(rawFolder, `${name}.zip`);
  try {
    const checksum = md5 ?? (await publishedMd5(url, rawFolder, context));
    return await download({ url, folder: rawFolder, md5: checksum, bytes }, context);
  } catch (error) {
    // Without the network, a set whose checksum is only to be had there is as good as it was when it came.
    if (md5 || !(error instanceof MovierecError && error.code === 'DOWNLOAD_FAILED' && existsSync(there))) throw error;
    context.log(`${name}.zip is used as it was downloaded earlier: ${error.message}`);
    return there;
  }
}

/** GroupLens writes these files in the form of BSD's `md5` or of `md5sum`. */
async function publishedMd5(url: string, rawFolder: string, context: Context): Promise<string> {
  const path = await download({ url: `${url}.md5`, folder: rawFolder }, context);
  const text = await readFile(path, 'utf8');
  await rm(path);
  const [md5] = /\b[0-9a-f]{32}\b/i.exec(text) ?? [];
  if (md5) return md5;
  throw new MovierecError(
    'DOWNLOAD_FAILED',
    `${url}.md5 does not hold a checksum.`,
    'Download the data set by hand and run: movierec ingest --from FILE',
  );
}

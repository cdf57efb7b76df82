import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** What made an artifact: our own version and those of what could change a result. */
export const versions: Readonly<Record<string, string>> = {
  movierec: (require('../../package.json') as { version: string }).version,
  /** A digest of the sources that this build was made from: after a change of the code nothing is fresh. */
  build: digestOfBuild(),
  node: process.versions.node,
};

function digestOfBuild(): string {
  try {
    return readFileSync(new URL('../.built', import.meta.url), 'utf8');
  } catch {
    return 'none'; // run from the sources, as tests do
  }
}

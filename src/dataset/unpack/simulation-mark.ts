import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { simulatedName } from '../generator/simulated.ts';

/**
 * The `simulated.json` beside a file that is taken alone, without the folder that it was made in; none where there is
 * none. A folder has its own among its files.
 */
export async function simulationMark(from: string): Promise<string[]> {
  if ((await stat(from)).isDirectory()) return [];
  const mark = join(dirname(from), simulatedName);
  const isThere = await stat(mark).then(
    (found) => found.isFile(),
    () => false,
  );
  return isThere ? [mark] : [];
}

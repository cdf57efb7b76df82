import { manifestName, readManifest } from '../../manifest.ts';
import { writeFileWhole } from '../../write-file.ts';
import { atOnce } from '../at-once.ts';
import { mirroredFiles } from '../mirrored-files.ts';
import { requestsAtOnce } from '../parts.ts';
import type { Mirror } from './mirror.ts';

/** Brings here which data sets there are: the manifests alone. */
export async function bringOutline(mirror: Mirror): Promise<void> {
  const { artifacts } = mirroredFiles(mirror.there.keys());
  await atOnce(
    artifacts.filter((path) => path.startsWith('data/interim/')),
    requestsAtOnce,
    async (path) => {
      if (await readManifest(mirror.local(path))) return;
      const { body } = await mirror.bucket.read(mirror.key(`${path}/${manifestName}`));
      await writeFileWhole(mirror.localManifest(path), body);
      // Without its files nothing is known of them: it is brought here if it is wanted, and never put there.
      await mirror.known.set(path, mirror.localManifest(path), '');
    },
  );
}

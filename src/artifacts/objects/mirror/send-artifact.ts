import { manifestName } from '../../manifest.ts';
import { isAsKnown } from '../known-objects.ts';
import { publishArtifact } from '../publish-artifact.ts';
import type { Mirror } from './mirror.ts';

/** Puts an artifact in the bucket, where it is not as it is there. @throws BUSY where another machine has written it since */
export async function sendArtifact(mirror: Mirror, path: string): Promise<void> {
  const local = mirror.localManifest(path);
  const known = await mirror.known.get(path);
  if (await isAsKnown(local, known)) return;
  const inside = `${path}/`;
  const there = [...mirror.there].flatMap(([name, { etag }]) =>
    name.startsWith(inside) ? [[name.slice(inside.length), etag] as const] : [],
  );
  const before = {
    etag: mirror.there.get(inside + manifestName)?.etag,
    there: Object.fromEntries(there),
    known: known?.files ?? {},
  };
  const { etag, files } = await publishArtifact(mirror.place(path), before, mirror.context);
  await mirror.known.set(path, local, etag, files);
  mirror.noteThere(inside + manifestName, etag);
  for (const [name, file] of Object.entries(files)) mirror.noteThere(inside + name, file.etag);
}

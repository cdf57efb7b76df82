import type { Context } from '../context.ts';
import { MovierecError } from '../errors.ts';
import { keepHold, lost, usualLease } from './keep-hold.ts';
import type { Sink, Version } from './sink.ts';

export interface RolledBack {
  /** The version that is in force now, and the one that was. */
  readonly version: Version;
  readonly before: Version;
}

/**
 * Puts the version in force that was published before the one that is. Nothing is removed: the next `publish` does that.
 * @throws MISSING_ARTIFACT where there is none, BUSY, and what the sink throws
 */
export async function rollBack(
  sink: Sink,
  dataset: string,
  context: Context,
  lease: number = usualLease,
): Promise<RolledBack> {
  await sink.prepare();
  return keepHold(sink, dataset, lease, context, async (holder) => {
    const { current, versions } = await sink.state(dataset);
    const before = versions.find(({ number }) => number === current);
    if (!before) {
      const message = `nothing of ${dataset} is published at ${sink.shown}.`;
      throw new MovierecError('MISSING_ARTIFACT', message, 'Run: movierec publish --to ADDRESS');
    }
    const [version] = versions
      .filter(({ complete, published }) => complete && published !== null && published < (before.published ?? 0))
      .sort((a, b) => b.published! - a.published!);
    if (!version) {
      const message = `${sink.shown} has no version of ${dataset} from before the one in force, ${before.number}.`;
      throw new MovierecError(
        'MISSING_ARTIFACT',
        message,
        'Publish another model, or with --keep 2 or more next time.',
      );
    }
    if (!(await sink.switchTo(dataset, version.number, holder))) throw lost(sink, dataset);
    return { version, before };
  });
}

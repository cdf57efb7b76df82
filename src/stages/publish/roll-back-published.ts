import type { Context } from '../../context.ts';
import { openSink, usualPrefix } from '../../publishing/registry.ts';
import { rollBack } from '../../publishing/roll-back.ts';
import type { StageOptions } from '../processed.ts';

export interface RollBackOptions extends StageOptions {
  readonly to: string;
  readonly prefix?: string | undefined;
  readonly lease?: number | undefined;
}

export interface RollBackResult {
  readonly dataset: string;
  readonly to: string;
  readonly model: string;
  /** The version in force now, and the one that was. */
  readonly version: number;
  readonly before: number;
  /** When it was published, in milliseconds since 1970. */
  readonly published: number;
}

/**
 * Puts the version of a data set in force again that was published before the one that is.
 * @throws MISSING_ARTIFACT where there is none, BUSY, and what `openSink` throws
 */
export async function rollBackPublished(options: RollBackOptions, context: Context): Promise<RollBackResult> {
  const { workspace, to, prefix = usualPrefix, lease } = options;
  const dataset = await workspace.dataset(options.dataset);
  const sink = await openSink(to, prefix);
  try {
    const { version, before } = await rollBack(sink, dataset, context, lease);
    const { number, model, published } = version;
    return { dataset, to: sink.shown, model, version: number, before: before.number, published: published! };
  } finally {
    await sink.close();
  }
}

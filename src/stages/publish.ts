import { createHash } from 'node:crypto';
import { versions } from '../artifacts/versions.ts';
import type { Context } from '../context.ts';
import { MovierecError } from '../errors.ts';
import type { Counts, Edition } from '../publishing/edition.ts';
import { publishEdition } from '../publishing/publish-edition.ts';
import { openSink, requireSink, usualPrefix } from '../publishing/registry.ts';
import type { EngineOptions } from './engines/engine.ts';
import { loadModelInUse } from './model-in-use.ts';
import { trainingInputs, type StageOptions } from './processed.ts';
import { partsOf, requireKnownParts, requireParts, type Publishable } from './publish/parts-of.ts';
import { readLists } from './publish/read-lists.ts';
import { recommendAll } from './recommend-all.ts';
import { requireK } from './require-k.ts';
import { modelForUse } from './saved-model.ts';

export interface PublishStageOptions extends StageOptions, EngineOptions {
  /** The address of a server: mysql://… or mongodb://…; user and password may come from the environment. */
  readonly to: string;
  readonly model?: string | undefined;
  /** Films in each person's list; 100 where not given. */
  readonly k?: number | undefined;
  /** Similar films of each film; 50 where not given. */
  readonly similar?: number | undefined;
  /** `Publishable`s; all that the model has where not given. */
  readonly what?: readonly string[] | undefined;
  /** How the names of tables begin; `movierec_` where not given. */
  readonly prefix?: string | undefined;
  /** How many versions stay, the new one among them; 2 where not given. */
  readonly keep?: number | undefined;
  /** Only say what would be written. */
  readonly dryRun?: boolean | undefined;
  /** For how many seconds an interrupted run keeps others out. */
  readonly lease?: number | undefined;
}

export interface PublishResult {
  readonly dataset: string;
  readonly simulated: boolean;
  readonly model: string;
  /** The address without user name, password and query. */
  readonly to: string;
  readonly prefix: string;
  readonly what: readonly Publishable[];
  readonly k: number;
  readonly similar: number;
  /** null where nothing was written. */
  readonly version: number | null;
  /** The same content has the same key. */
  readonly key: string;
  readonly counts: Counts;
  readonly removed: readonly number[];
  /** The versions that are there, the one in force first. */
  readonly kept: readonly number[];
  /** Connecting, writing and switching; not the making of lists. */
  readonly seconds: number;
  readonly rowsPerSecond: number;
  /** Whether the very same was there already. */
  readonly fresh?: true;
  readonly dryRun?: true;
}

/**
 * Writes what a model has to say to a database, for other programs to read: everyone's lists, similar films, factors, and
 * the films. Readers see the version before until the new one is whole; see docs/publish.md. Lists are those of
 * `recommendAll`, which are made first if they are not there, by the engine that is asked for; without one, those that are there will
 * do, whichever made them.
 * @throws BAD_ADDRESS, WRONG_CREDENTIALS, NO_ACCESS, UNREACHABLE, CONNECTION_LOST, NEWER_SCHEMA, BUSY, WRONG_MODEL,
 * OPTION_RANGE, MISSING_ARTIFACT; whatever is thrown, readers see what they saw before
 */
export async function publish(options: PublishStageOptions, context: Context): Promise<PublishResult> {
  const { workspace, to, prefix = usualPrefix, dryRun = false } = options;
  const k = requireK(options.k ?? 100);
  const similar = requireK(options.similar ?? 50);
  const keep = requireKeep(options.keep ?? 2);
  requireSink(to, prefix);
  requireKnownParts(options.what);
  const { engine, master, sparkConf, sparkData } = options;
  const { data, model, name, catalog } = await loadModelInUse(options, context);
  const what = requireParts(options.what, model);
  if (!what.has('lists')) requireNoEngine({ engine, master, sparkConf, sparkData });
  // Before anything long: a wrong password should be known at once.
  const sink = await openSink(to, prefix);
  try {
    const { dataset } = data;
    const listed = what.has('lists')
      ? await recommendAll(
          {
            ...{ workspace, dataset, model: name, k, force: options.force },
            ...{ engine, master, sparkConf, sparkData, anyEngine: true },
          },
          context,
        )
      : undefined;
    if (listed?.fresh) {
      const others = listed.engine.name === 'local' ? '' : `, made by ${listed.engine.name}`;
      context.log(`Taking the lists of ${listed.path}${others}`);
    }
    const saved = await modelForUse(workspace, data, name);
    const digests = [...saved.manifest.outputs, ...data.manifest.outputs.filter(({ path }) => isRead(path))];
    const edition: Edition = {
      dataset,
      model: name,
      key: keyOf({
        ...{ dataset, name, what: [...what].sort(), k, similar, engine: listed?.engine.name },
        digests: digests.map(({ sha256 }) => sha256),
      }),
      people: model.seen.users.names,
      films: catalog.ids.names.map((id, film) => {
        const { titles, years, genres } = catalog;
        return what.has('films') ? { id, title: titles[film], year: years[film], genres: genres[film] } : { id };
      }),
      parts: partsOf(
        model,
        {
          what,
          similar,
          lists: listed && {
            name: 'lists',
            total: listed.people,
            rows: () => readLists(workspace.lists(dataset, name), model.seen.users, catalog.ids, context),
          },
        },
        context,
      ),
    };
    const about = {
      ...{ dataset, simulated: data.info.simulated, model: name, to: sink.shown, prefix },
      ...{ what: [...what], k, similar, key: edition.key },
    };
    if (dryRun) {
      const counts = { people: edition.people.length, films: edition.films.length };
      return { ...about, version: null, counts, removed: [], kept: [], seconds: 0, rowsPerSecond: 0, dryRun };
    }
    context.log(`Publishing ${name} of "${dataset}" to ${sink.shown}`);
    const started = context.now();
    const { fresh, counts, ...published } = await publishEdition(
      sink,
      edition,
      { keep, ...(options.lease !== undefined && { lease: options.lease }) },
      context,
    );
    const seconds = (context.now() - started) / 1000;
    const rows = fresh ? 0 : Object.values(counts).reduce((sum, count) => sum + count, 0);
    const rowsPerSecond = Math.round(rows / Math.max(seconds, 0.001));
    return { ...about, ...published, counts, seconds, rowsPerSecond, ...(fresh && { fresh }) };
  } finally {
    await sink.close();
  }
}

const isRead = (path: string): boolean => trainingInputs('').includes(path);

/** The same content, by the same program, has the same key. */
function keyOf(facts: object): string {
  const by = { movierec: versions['movierec'], build: versions['build'] };
  return createHash('sha256')
    .update(JSON.stringify({ ...facts, by }))
    .digest('hex')
    .slice(0, 24);
}

function requireKeep(keep: number): number {
  if (Number.isSafeInteger(keep) && keep >= 1) return keep;
  throw new MovierecError('OPTION_RANGE', `keep is ${keep}.`, 'Give how many versions stay, 1 or more: --keep 2');
}

/** @throws USAGE where an engine is asked for that has nothing to do */
function requireNoEngine(asked: EngineOptions): void {
  if (Object.values(asked).every((option) => option === undefined)) return;
  throw new MovierecError(
    'USAGE',
    'an engine makes lists, and no lists are published.',
    'Add lists to --what, or leave out --engine.',
  );
}

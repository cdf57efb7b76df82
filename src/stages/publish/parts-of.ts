import { steps, type Context } from '../../context.ts';
import { MovierecError } from '../../errors.ts';
import { factorsOf } from '../../models/contract/factors-of.ts';
import type { Model } from '../../models/contract/model.ts';
import type { Part, PublishedList, PublishedVector } from '../../publishing/edition.ts';

/** What can be published. */
export const publishable = ['lists', 'similar', 'factors', 'films'] as const;
export type Publishable = (typeof publishable)[number];

/**
 * What is to be published: what is asked for, or all that the model has.
 * @throws UNKNOWN_OPTION, WRONG_MODEL for what the model does not have
 */
export function requireParts(asked: readonly string[] | undefined, model: Model): ReadonlySet<Publishable> {
  const { name } = model.definition;
  const lacks = {
    similar: model.definition.similar === undefined && `${name} does not compare films`,
    factors: factorsOf(model) === undefined && `${name} has no factors whose product is the score`,
  };
  if (!asked) return new Set(publishable.filter((what) => !(what in lacks && lacks[what as keyof typeof lacks])));
  requireKnownParts(asked);
  for (const what of asked) {
    const why = what in lacks && lacks[what as keyof typeof lacks];
    if (why) throw new MovierecError('WRONG_MODEL', `${why}.`, `Leave ${what} out of --what, or take --model svd.`);
  }
  return new Set(asked as readonly Publishable[]);
}

/** @throws UNKNOWN_OPTION for what no model has */
export function requireKnownParts(asked: readonly string[] = []): void {
  const unknown = asked.find((what) => !publishable.some((known) => known === what));
  if (unknown === undefined) return;
  const message = `"${unknown}" is nothing that can be published.`;
  throw new MovierecError('UNKNOWN_OPTION', message, `There are: ${publishable.join(', ')}.`);
}

/** The similar films of each film that has any, and the vectors of people and films; `lists` come from elsewhere. */
export function partsOf(
  model: Model,
  { what, similar, lists }: { what: ReadonlySet<Publishable>; similar: number; lists: Part | undefined },
  context: Context,
): Part[] {
  const { users, items } = model.seen;
  const factors = what.has('factors') ? factorsOf(model) : undefined;
  return [
    ...(lists ? [lists] : []),
    ...(what.has('similar')
      ? [{ name: 'similar', total: items.size, rows: () => similarTo(model, similar, context) } as const]
      : []),
    ...(factors
      ? [
          { name: 'userFactors', total: users.size, rows: () => vectors(users.size, factors.ofUser, context) } as const,
          { name: 'filmFactors', total: items.size, rows: () => vectors(items.size, factors.ofItem, context) } as const,
        ]
      : []),
  ];
}

async function* similarTo(model: Model, k: number, context: Context): AsyncGenerator<PublishedList> {
  for await (const { item: of, list } of model.similarAll(k, quietly(context))) {
    if (list.length === 0) continue;
    yield {
      of,
      items: Int32Array.from(list, ({ item }) => item),
      scores: Float32Array.from(list, ({ score }) => score),
    };
  }
}

async function* vectors(
  count: number,
  vectorOf: (index: number) => Float32Array,
  context: Context,
): AsyncGenerator<PublishedVector> {
  for await (const of of steps(quietly(context), count, '')) yield { of, vector: vectorOf(of) };
}

/** Progress is what has been written. */
const quietly = (context: Context): Context => ({ ...context, progress: () => undefined });

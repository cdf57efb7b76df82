import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { MovierecError } from '../errors.ts';

// eslint-disable-next-line @typescript-eslint/ban-ts-comment -- nothing is wrong where it is installed
/** A data frame of danfojs-node; `any` to the compiler where that is not installed.
 * @ts-ignore */
export type DataFrame = import('danfojs-node').DataFrame;

/** What data frames call the kinds of columns there are; lists become texts with | between. */
export type ColumnKind = 'string' | 'int32' | 'float32';

interface Danfo {
  readonly DataFrame: new (columns: object, options: { dtypes: readonly ColumnKind[] }) => DataFrame;
}

/**
 * Columns as a data frame of danfojs-node, which is loaded when the first is made.
 * @throws UNSUPPORTED where it is not installed
 */
export async function dataFrame(
  columns: Readonly<Record<string, Iterable<unknown>>>,
  kinds: readonly ColumnKind[],
): Promise<DataFrame> {
  const danfo = await loadDanfo();
  const plain = Object.entries(columns).map(([name, values]) => [
    name,
    Array.from(values, (value) => (Array.isArray(value) ? value.join('|') : value)),
  ]);
  return new danfo.DataFrame(Object.fromEntries(plain), { dtypes: kinds });
}

/** Beside movierec, or, where movierec is linked from elsewhere, beside whoever uses it: from the current folder. */
async function loadDanfo(): Promise<Danfo> {
  for (const place of [import.meta.url, join(process.cwd(), 'here.js')]) {
    const path = resolved('danfojs-node', place);
    if (path !== undefined) return ((await import(pathToFileURL(path).href)) as { default: Danfo }).default;
  }
  throw new MovierecError(
    'UNSUPPORTED',
    'data frames need the package danfojs-node, which is not installed.',
    'Install danfojs-node 1.2 with the "overrides" of notebooks/package.json, or take columns or rows() instead.',
  );
}

function resolved(name: string, place: string): string | undefined {
  try {
    return createRequire(place).resolve(name);
  } catch {
    return undefined;
  }
}

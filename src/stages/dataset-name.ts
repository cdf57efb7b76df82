import { MovierecError } from '../errors.ts';

const safeName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/**
 * A name that a data set can have: it becomes that of folders.
 * @throws USAGE
 */
export function checkName(name: string): string {
  if (safeName.test(name)) return name;
  throw new MovierecError(
    'USAGE',
    `"${name}" cannot be the name of a data set.`,
    'Use letters, digits, dots, dashes and underscores, and begin with a letter or digit.',
  );
}

/** The name of a folder, file or database as that of a data set, without what says only how it is packed. */
export function datasetName(of: string): string {
  const name = of
    .toLowerCase()
    .replace(/(\.(csv|tsv|txt|dat|jsonl|ndjson|json|parquet))?(\.(zip|gz))?$/, '')
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '');
  return name.slice(0, 100) || 'data';
}

import { withoutSecrets } from '../connections/without-secrets.ts';
import { MovierecError } from '../errors.ts';
import { stores } from './registry.ts';
import type { Store } from './store.ts';

/**
 * Opens the store of an address: `sqlite:data/service/demo/store.db`.
 * @throws USAGE, listing what there is, where no kind of store is meant; what its kind throws
 */
export async function openStore(address: string, folder: string): Promise<Store> {
  const kind = stores.find(({ scheme, alias = scheme }) =>
    [scheme, alias].some((beginning) => address.startsWith(`${beginning}:`)),
  );
  if (kind) return kind.open(address, folder);
  throw new MovierecError(
    'USAGE',
    `"${withoutSecrets(address)}" is no address of a store.`,
    `It begins with what kind it is: ${stores.map(({ scheme, example }) => `${scheme} (${example})`).join(', ')}.`,
  );
}

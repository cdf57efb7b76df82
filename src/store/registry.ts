import type { Store } from './store.ts';

/** A kind of database, recognized by how its address begins; loaded only where it is used. */
export interface StoreKind {
  /** sqlite */
  readonly scheme: string;
  /** Another way in which its addresses begin. */
  readonly alias?: string;
  /** An address to show in help. */
  readonly example: string;
  /**
   * Opens it, and brings its tables up to date. A relative path is one of the given folder.
   * @throws STORE_FAILED, NEWER_STORE where a later version of movierec has written it
   */
  readonly open: (address: string, folder: string) => Promise<Store>;
}

/** Every kind of store: one file and one line here each. */
export const stores: readonly StoreKind[] = [
  {
    scheme: 'sqlite',
    example: 'sqlite:data/service/demo/store.db',
    open: async (address, folder) => (await import('./sqlite.ts')).openSqlite(address, folder),
  },
  {
    scheme: 'mysql',
    alias: 'mariadb',
    example: 'mysql://USER@HOST:3306/DATABASE',
    open: async (address) => (await import('./mysql.ts')).openMysqlStore(address),
  },
  {
    scheme: 'mongodb',
    alias: 'mongodb+srv',
    example: 'mongodb://USER@HOST:27017/DATABASE',
    open: async (address) => (await import('./mongodb.ts')).openMongodbStore(address),
  },
];

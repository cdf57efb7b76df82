import type { DatabaseKind } from './database-kind.ts';
import { mongodb } from './mongodb.ts';
import { mysql } from './mysql.ts';

/** Every kind of database that `ingest` reads. */
export const databaseKinds: readonly DatabaseKind[] = [mysql, mongodb];

/** The kind of database that an address is of, though it lack a slash; nothing for paths and other addresses. */
export const databaseKindOf = (address: string): DatabaseKind | undefined =>
  databaseKinds.find(({ schemes }) => schemes.some((scheme) => address.trim().toLowerCase().startsWith(scheme)));

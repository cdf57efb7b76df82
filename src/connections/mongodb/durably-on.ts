import type { Mongodb } from '../mongodb.ts';
import type { Durably } from './persist.ts';

/** What the server of a connection can do for what is to outlive it. */
export async function durablyOn({ database }: Pick<Mongodb, 'database'>): Promise<Durably> {
  const { ferretdbVersion } = await database.admin().command({ buildInfo: 1 });
  return { conditions: ferretdbVersion === undefined, options: { writeConcern: { w: 'majority', journal: true } } };
}

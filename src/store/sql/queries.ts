import type { ArgumentsOf, Method, ResultOf } from '../methods.ts';
import * as events from './events.ts';
import * as people from './people.ts';
import * as ratings from './ratings.ts';
import * as removals from './removals.ts';
import * as sessions from './sessions.ts';
import type { Sql } from './tables.ts';

/** Every method of a store, as what is done within one transaction. */
export const queries: { readonly [M in Method]: (sql: Sql, ...given: ArgumentsOf<M>) => Promise<ResultOf<M>> } = {
  check: async ({ database }) => {
    await database.selectFrom('people').select('person').limit(1).execute();
  },
  ...people,
  ...removals,
  ...sessions,
  ...ratings,
  ...events,
};

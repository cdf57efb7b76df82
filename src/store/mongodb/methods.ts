import type { ArgumentsOf, Method, ResultOf } from '../methods.ts';
import { count } from './count.ts';
import { addEvents, engagement, eventsAfter, eventsOf } from './events.ts';
import { addFailure, clearFailures, findFailures } from './failures.ts';
import { removeGuests } from './guests.ts';
import { mergeGuest, removePerson } from './merges.ts';
import type { Parts } from './parts.ts';
import * as people from './people.ts';
import * as ratings from './ratings.ts';
import * as sessions from './sessions.ts';

/** Every method of a store, as what is done to its collections. */
export const methods: { readonly [M in Method]: (parts: Parts, ...given: ArgumentsOf<M>) => Promise<ResultOf<M>> } = {
  check: async ({ names }) => void (await names.findOne({}, { projection: { _id: 1 } })),
  ...people,
  ...ratings,
  ...sessions,
  mergeGuest,
  removePerson,
  removeGuests,
  addFailure,
  findFailures,
  clearFailures,
  addEvents,
  eventsOf,
  eventsAfter,
  engagement,
  count,
};

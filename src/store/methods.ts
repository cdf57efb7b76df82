import type { Store } from './store.ts';

/** What a store is asked for; opening and closing aside. */
export type Method = Exclude<keyof Store, 'close'>;
export type ArgumentsOf<M extends Method> = Parameters<Store[M]>;
export type ResultOf<M extends Method> = Awaited<ReturnType<Store[M]>>;

/** Whether a method changes anything. */
export const methodKinds: Readonly<Record<Method, 'read' | 'write'>> = {
  check: 'read',
  addGuest: 'write',
  addAccount: 'write',
  findAccount: 'read',
  findPerson: 'read',
  changePassword: 'write',
  mergeGuest: 'write',
  removePerson: 'write',
  removeGuests: 'write',
  addSession: 'write',
  findSession: 'read',
  renewSession: 'write',
  removeSession: 'write',
  removeSessions: 'write',
  addFailure: 'write',
  findFailures: 'read',
  clearFailures: 'write',
  rate: 'write',
  unrate: 'write',
  ratingsOf: 'read',
  watch: 'write',
  unwatch: 'write',
  watchListOf: 'read',
  addEvents: 'write',
  eventsOf: 'read',
  ratingsAfter: 'read',
  eventsAfter: 'read',
  engagement: 'read',
  count: 'read',
};

export const methodNames = Object.keys(methodKinds) as readonly Method[];

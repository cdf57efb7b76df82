import type { User } from './define-model.ts';

/** The same person at a time, in seconds since 1970; 0 is not known. What was derived from the history stays. */
export const asOf = (user: User, at: number): User => {
  const { at: _, ...history } = user.history;
  return { ...user, history: at > 0 ? { ...history, at } : history };
};

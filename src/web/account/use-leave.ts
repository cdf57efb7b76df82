import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { api } from '../api/client.ts';
import { asFailure } from '../api/failure.ts';
import { forgetHiddenFilms } from '../api/hidden-films.ts';
import { ratingQueue } from '../api/rating-queue.ts';
import { notify } from '../notices.ts';

/** Ways to be nobody again: signed out, or forgotten altogether. Nothing of the person stays in this browser. */
export function useLeave(): { readonly signOut: () => Promise<void>; readonly leave: (said: string) => void } {
  const client = useQueryClient();
  const [, go] = useLocation();
  const leave = (said: string) => {
    ratingQueue.set([]);
    forgetHiddenFilms();
    go('/', { replace: true });
    void client.resetQueries();
    notify(said);
  };
  const signOut = async () => {
    try {
      await api.signOut();
      leave('You are signed out');
    } catch (error) {
      notify(`You could not be signed out. ${asFailure(error).hint}`, { tone: 'failed' });
    }
  };
  return { signOut, leave };
}

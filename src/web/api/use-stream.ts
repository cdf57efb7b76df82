import { useEffect } from 'react';
import type { StreamEvents } from '../../server/contract.ts';
import { notify } from '../notices.ts';
import { markHidden } from './hidden-films.ts';
import { mineKey, queryClient, tasteKey, useIsSomebody } from './queries.ts';
import { ratingNow } from './rate.ts';

/** Hears what happens elsewhere, in other windows and on the server, and has what is shown follow. */
export function useStream(): void {
  const somebody = useIsSomebody();
  useEffect(() => {
    if (!somebody || typeof EventSource === 'undefined') return;
    const source = new EventSource('/api/me/stream');
    const on = <Name extends keyof StreamEvents>(name: Name, hear: (event: StreamEvents[Name]) => void) =>
      source.addEventListener(name, (message: MessageEvent<string>) =>
        hear(JSON.parse(message.data) as StreamEvents[Name]),
      );
    on('rated', ({ film, rating }) => {
      // This window's own ratings are on the page already.
      if (ratingNow(film) === rating) return;
      void queryClient.invalidateQueries({ queryKey: mineKey });
      void queryClient.invalidateQueries({ queryKey: tasteKey });
    });
    on('hidden', ({ film, hidden }) => {
      markHidden(film, hidden);
      void queryClient.invalidateQueries({ queryKey: tasteKey });
    });
    on('watched', () => void queryClient.invalidateQueries({ queryKey: mineKey }));
    on('model', () => {
      void queryClient.invalidateQueries({ queryKey: tasteKey });
      void queryClient.invalidateQueries({ queryKey: ['models'] });
      notify('The recommendations have just learned from new ratings');
    });
    on('ended', () => {
      source.close();
      void queryClient.invalidateQueries();
    });
    return () => source.close();
  }, [somebody]);
}

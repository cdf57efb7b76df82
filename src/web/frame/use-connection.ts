import { useEffect, useSyncExternalStore } from 'react';
import { sendQueued } from '../api/rate.ts';
import { ratingQueue } from '../api/rating-queue.ts';
import { useStored } from '../stored-value.ts';

/** Whether the browser has a network at all, as far as it knows. */
const useOnline = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      for (const name of ['online', 'offline']) window.addEventListener(name, listener);
      return () => {
        for (const name of ['online', 'offline']) window.removeEventListener(name, listener);
      };
    },
    () => navigator.onLine,
  );

/** Whether there is a connection, and how many ratings wait for one; they are sent when it is back. */
export function useConnection(): { readonly online: boolean; readonly waiting: number } {
  const online = useOnline();
  const waiting = useStored(ratingQueue).length;
  useEffect(() => {
    if (online) void sendQueued();
  }, [online]);
  useEffect(() => {
    // The server may be away although there is a network.
    if (waiting === 0) return;
    const timer = setInterval(() => void sendQueued(), 15_000);
    return () => clearInterval(timer);
  }, [waiting]);
  return { online, waiting };
}

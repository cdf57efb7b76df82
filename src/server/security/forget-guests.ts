import type { Server } from '../route.ts';
import type { Service } from '../service.ts';
import { days } from './days.ts';

/** A guest is forgotten after so many days of doing nothing. */
export const guestDays = 30;

/** Forgets guests at the start and once a day. */
export function addForgetting(server: Server, { store, context }: Service): void {
  const forget = async (): Promise<void> => {
    try {
      const guests = await store.removeGuests(context.now() - days(guestDays));
      if (guests > 0) server.log.info({ guests }, 'guests forgotten');
    } catch (error) {
      server.log.error({ err: error }, 'guests not forgotten');
    }
  };
  let timer: NodeJS.Timeout | undefined;
  server.addHook('onReady', async () => {
    await forget();
    timer = setInterval(() => void forget(), days(1)).unref();
  });
  server.addHook('onClose', (_server, done) => {
    clearInterval(timer);
    done();
  });
}

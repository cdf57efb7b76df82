import type { Routes } from '../route.ts';

/** Tells open pages what happens, by server-sent events. */
export const streamRoutes: Routes = (_server, _service) => undefined;

import type { Routes } from '../route.ts';

/** What a person wants to see. */
export const watchListRoutes: Routes = (_server, _service) => undefined;

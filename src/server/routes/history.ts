import type { Routes } from '../route.ts';

/** What a person did, the latest first. */
export const historyRoutes: Routes = (_server, _service) => undefined;

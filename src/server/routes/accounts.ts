import type { Routes } from '../route.ts';

/** Signing up, in and out; guests. */
export const accountRoutes: Routes = (_server, _service) => undefined;

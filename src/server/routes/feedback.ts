import type { Routes } from '../route.ts';

/** What became of recommendations. */
export const feedbackRoutes: Routes = (_server, _service) => undefined;

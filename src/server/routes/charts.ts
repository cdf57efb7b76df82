import type { Routes } from '../route.ts';

/** The charts that `movierec eda` has drawn. */
export const chartRoutes: Routes = (_server, _service) => undefined;

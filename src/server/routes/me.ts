import type { Routes } from '../route.ts';

/** Who asks, and what is stored about them: to take along, to delete. */
export const meRoutes: Routes = (_server, _service) => undefined;

import type { Routes } from '../route.ts';

/** The rows of the first page, and the films to begin with. */
export const homeRoutes: Routes = (_server, _service) => undefined;

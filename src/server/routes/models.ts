import type { Routes } from '../route.ts';

/** The models that can be asked, and their cards. */
export const modelRoutes: Routes = (_server, _service) => undefined;

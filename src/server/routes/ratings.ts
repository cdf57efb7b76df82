import type { Routes } from '../route.ts';

/** What a person has rated. */
export const ratingRoutes: Routes = (_server, _service) => undefined;

import type { Routes } from '../route.ts';

/** Films like one: for the model, or for those who liked it. */
export const similarRoutes: Routes = (_server, _service) => undefined;

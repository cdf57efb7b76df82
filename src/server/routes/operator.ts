import type { Routes } from '../route.ts';

/** How the service is doing, and retraining: for operators. */
export const operatorRoutes: Routes = (_server, _service) => undefined;

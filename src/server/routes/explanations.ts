import type { Routes } from '../route.ts';

/** Why a film has the score it has for whoever asks. */
export const explanationRoutes: Routes = (_server, _service) => undefined;

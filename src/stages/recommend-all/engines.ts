import { here } from './here.ts';
import type { ListEngine } from './list-engine.ts';

/** What can make the lists of everyone, by name; the first does where none is named. */
export const listEngines: readonly ListEngine[] = [here];

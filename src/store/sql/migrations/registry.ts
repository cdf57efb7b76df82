import { events } from './events.ts';
import { people } from './people.ts';
import { ratings } from './ratings.ts';
import type { Step } from './step.ts';

/** Every step that a store has gone through, the first one first; a store's version is how many it has behind it. */
export const steps: readonly Step[] = [people, ratings, events];

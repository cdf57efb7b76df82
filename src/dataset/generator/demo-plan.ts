import { demoCatalog } from './demo-catalog.ts';
import type { Plan } from './plan.ts';
import { usualShape } from './shapes.ts';

/** The built-in data set's audience: always the same, so that examples in the documentation hold. */
export async function demoPlan(): Promise<Plan> {
  return {
    seed: 42,
    films: await demoCatalog(),
    users: 1000,
    ratings: 100_000,
    minimum: 20,
    shape: usualShape,
    events: true,
    // The person of all examples: someone whose lists show at a glance whether a model is personal.
    protagonist: { id: 42, ratings: 80, taste: { 'Sci-Fi': 1, Fantasy: 0.4, Thriller: 0.4, Romance: -0.8 } },
  };
}

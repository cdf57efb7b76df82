import type { Film } from './film.ts';
import type { Shape } from './shapes.ts';

/** Someone with a given taste: how much which genre is liked, negative for a dislike; 1 is much. */
export interface Protagonist {
  /** The raw id, from 1. */
  readonly id: number;
  readonly ratings: number;
  readonly taste: Readonly<Record<string, number>>;
}

/** All that a simulated audience depends on. The same plan gives the same bytes. */
export interface Plan {
  readonly seed: number;
  readonly films: readonly Film[];
  readonly users: number;
  /** In all; each film gets at least one, each person at least `minimum`. */
  readonly ratings: number;
  /** The fewest ratings of one person. */
  readonly minimum: number;
  readonly shape: Shape;
  readonly protagonist?: Protagonist;
  /** Whether play events are made as well. */
  readonly events?: boolean;
}

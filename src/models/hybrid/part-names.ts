import * as models from '../index.ts';
import type { Definition } from '../contract/define-model.ts';
import { namesIn } from '../contract/parameters.ts';

export type Objective = 'rating' | 'ranking';

/** Parts that differ, so that each knows what the others do not; where nobody says which. */
export const usualParts: Readonly<Record<Objective, readonly string[]>> = {
  rating: ['fm', 'svdpp', 'item-knn', 'content'],
  ranking: ['slim', 'ials', 'lightfm', 'content'],
};
export const auto = 'auto';

/** Every model but the hybrid itself, and chance. */
export const possibleParts = (): string[] => Object.keys(models).filter((name) => !['hybrid', 'random'].includes(name));

/** The definition of a part by name; looked up when it is needed, since the hybrid itself is among the models. */
export const definitionOfPart = (name: string): Definition => (models as unknown as Record<string, Definition>)[name];

/** The parts under these parameters, in their order. */
export const partNames = ({ parts, objective }: { parts: string; objective: Objective }): readonly string[] =>
  parts === auto ? usualParts[objective] : namesIn(parts);

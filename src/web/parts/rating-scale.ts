import type { Site } from '../../server/contract.ts';

type Scale = Pick<Site['scale'], 'min' | 'max' | 'step'>;

/** Every rating that can be given, ascending. */
export const ratingValues = ({ min, max, step }: Scale): readonly number[] =>
  Array.from({ length: Math.floor((max - min) / step + 1e-9) + 1 }, (_, index) => tidy(min + index * step));

/** The rating that a point stands for, at a share of the way from nothing to the highest: never less than what is covered. */
export const ratingAt = ({ min, max, step }: Scale, share: number): number =>
  Math.min(max, Math.max(min, tidy(Math.ceil((share * max - min) / step - 0.1) * step + min)));

/** How much of the stars a rating fills, 0 to 1. */
export const shareOf = ({ max }: Scale, rating: number): number => Math.max(0, Math.min(1, rating / max));

/** What a typed digit means after what was typed just before it; undefined where the scale has no such rating. */
export function typedRating(scale: Scale, digit: string, before: string): number | undefined {
  const values = ratingValues(scale);
  return [Number(before + digit), Number(digit)].find((value) => values.includes(value));
}

/** "4 of 5 stars" */
export const ratingWords = ({ max }: Scale, rating: number): string => `${rating} of ${max} stars`;

/** Free of what adding halves and tenths leaves behind. */
const tidy = (value: number): number => Math.round(value * 1000) / 1000;

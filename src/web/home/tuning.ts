import { storedValue } from '../stored-value.ts';

/** How the person wishes lists to be; remembered by the browser. */
export interface Tuning {
  /** Of /api/models; undefined for the service's usual one. */
  readonly model?: string | undefined;
  readonly diversity: number;
  readonly novelty: number;
}

export const asTrained: Tuning = { diversity: 0, novelty: 0 };

export const tuning = storedValue<Tuning>('tuning', asTrained, (stored) => {
  const { model, diversity, novelty } = (stored ?? {}) as Partial<Record<keyof Tuning, unknown>>;
  const isShare = (value: unknown) => typeof value === 'number' && value >= 0 && value <= 1;
  return isShare(diversity) && isShare(novelty) && ['string', 'undefined'].includes(typeof model);
});

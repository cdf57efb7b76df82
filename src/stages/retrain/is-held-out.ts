import { uniform } from '../../random.ts';

/** The share of the service's ratings that new fits are tested on. */
export const heldOutShare = 0.2;

/**
 * Whether a rating is kept from honest fits, to test them. It depends on seed, person and film alone: whatever is rated,
 * changed or deleted besides, a rating stays on its side, and no fit of any version has seen one that it is tested on.
 */
export const isHeldOut = (seed: number, person: string, film: string): boolean =>
  uniform(seed, `retrain\0${person}\0${film}`)(0) < heldOutShare;

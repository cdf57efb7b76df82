import { MovierecError } from '../../errors.ts';
import type { Retrainer } from './retrainer.ts';

/** Tells of retrainings and versions, and begins and changes none: for models that are of elsewhere, where nothing is written. */
export const withoutRetraining = (retrainer: Retrainer): Retrainer => ({
  ...retrainer,
  allowed: false,
  start: () => Promise.reject(refusal('retrained')),
  rollBack: () => Promise.reject(refusal('taken back')),
});

const refusal = (what: string): MovierecError =>
  new MovierecError(
    'FORBIDDEN',
    `the models of this service come from elsewhere (--models), and are not ${what} here.`,
    'Do that where they are kept, and this service takes it up: movierec retrain --workspace … --store …',
  );

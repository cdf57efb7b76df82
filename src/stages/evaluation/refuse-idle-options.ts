import { splitOf, splits } from '../../dataset/splits/registry.ts';
import { MovierecError } from '../../errors.ts';
import type { EvaluateOptions } from '../evaluate.ts';
import { givenProtocol, heldOutProtocol } from './test-rounds.ts';

/**
 * What would only change a fit, or another split, must not seem to have had an effect.
 * @throws USAGE
 */
export function refuseIdleOptions(options: EvaluateOptions, protocol: string): void {
  const { folds, test, repeats, foldFiles, negatives, parameters = {} } = options;
  const idle = (what: string, hint: string): MovierecError => new MovierecError('USAGE', what, hint);
  if (negatives !== undefined && splits.some(({ name, listsHeldOutFilms }) => name === protocol && listsHeldOutFilms)) {
    throw idle('negatives are films that others rated, and held-out films are not.', 'Leave out --negatives.');
  }
  if (protocol === givenProtocol && !foldFiles?.length) {
    throw idle('it is not said which files hold the folds.', 'Add: --fold-files u1.base u1.test');
  }
  if (foldFiles) {
    if (protocol !== givenProtocol) {
      throw idle(`--fold-files say how to split, and so does --protocol ${protocol}.`, 'Give one of them.');
    }
    if ([folds, test, repeats].every((one) => one === undefined)) return;
    throw idle('with folds from files there is no number of folds, test share or repeat to choose.', 'Leave them out.');
  }
  if (protocol === heldOutProtocol) {
    if ([folds, test, repeats].every((one) => one === undefined) && Object.keys(parameters).length === 0) return;
    const what = 'folds, repeats, test share and parameters only matter where models are fitted afresh.';
    throw idle(what, 'Add a protocol: --protocol kfold');
  }
  refuseIdleSplitOptions(protocol, { folds, test });
}

/**
 * The same for the options of a split.
 * @throws USAGE
 */
export function refuseIdleSplitOptions(
  protocol: string,
  { folds, test }: { readonly folds?: number | undefined; readonly test?: number | undefined },
): void {
  const { uses } = splitOf(protocol);
  const idle = (what: string, hint: string): MovierecError => new MovierecError('USAGE', what, hint);
  if (folds !== undefined && !uses.includes('folds')) throw idle(`${protocol} has no folds.`, 'Leave out --folds.');
  if (test !== undefined && !uses.includes('share'))
    throw idle(`${protocol} has no share to test.`, 'Leave out --test.');
}

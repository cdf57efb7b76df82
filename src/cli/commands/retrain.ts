import { retrain, type RetrainResult } from '../../stages/retrain.ts';
import { rollBack } from '../../stages/retrain/roll-back.ts';
import type { Retraining } from '../../stages/retrain/retraining.ts';
import { defineCommand } from '../cli-command.ts';
import { integer } from '../numbers.ts';
import { counted, seconds, wrapped } from '../output.ts';
import { storeOption } from '../store-option.ts';

export const retrainCommand = defineCommand({
  examples: [
    'movierec retrain',
    'movierec retrain --model ease',
    'movierec retrain --rollback            the version before goes back in service',
    'movierec retrain --rollback 0          the model as trained does',
  ],
  needs: ['service'],
  configure(command) {
    command
      .option('--model <name>', 'the model (default: the one chosen by run, else the one trained last)')
      .addOption(storeOption())
      .option('--rollback [version]', 'put an earlier version in service, and fit nothing', integer(0));
  },
  run({ workspace, dataset, force, options }, context): Promise<Retraining | RetrainResult> {
    const { model, store, rollback } = options as { model?: string; store?: string; rollback?: number | true };
    if (rollback === undefined) return retrain({ workspace, dataset, force, model, store }, context);
    return rollBack({ workspace, dataset, model, version: rollback === true ? undefined : rollback }, context);
  },
  show(result) {
    const { model, outcome, version, why } = result;
    const said =
      outcome === 'swapped'
        ? `Retrained ${model} on ${learnedFrom(result)} in ${seconds(result.seconds)}: version ${version} is in service.`
        : `Version ${version} of ${model} is in service${outcome === 'rolled back' && 'check' in result ? ' still' : ''}.`;
    return [said, wrapped(why), ...('leftOut' in result ? leftOut(result) : [])].join('\n');
  },
  // What was put back by command was wanted.
  failed: (result) => result.outcome === 'rolled back' && 'check' in result,
});

const learnedFrom = ({ ratings, ownRatings }: Retraining): string =>
  `${counted(ratings, 'rating')}, ${ownRatings.toLocaleString('en-US')} of them from the service,`;

function leftOut({ leftOut: { unknownFilms, offScale } }: RetrainResult): string[] {
  const reasons = [
    unknownFilms > 0 && `${counted(unknownFilms, 'rating')} of films that are not in the catalog`,
    offScale > 0 && `${counted(offScale, 'rating')} off the scale`,
  ].filter((reason) => reason !== false);
  return reasons.length > 0 ? [`Left out: ${reasons.join(' and ')}.`] : [];
}

import type { Command } from 'commander';
import { splitNames } from '../dataset/splits/registry.ts';
import type { EvaluateOptions } from '../stages/evaluate.ts';
import type { Call } from './cli-command.ts';
import { integer, real } from './numbers.ts';
import { parseSettings } from './parse-settings.ts';

/** Adds what `eval` and `compare` have in common. */
export function addEvaluationOptions(command: Command): void {
  const all =
    (min: number) =>
    (text: string, before: number[] | undefined): number[] => [...(before ?? []), integer(min)(text)];
  // What is no number is a file.
  const some = (text: string): number | string => (Number.isNaN(Number(text)) ? text : integer(1)(text));
  command
    .option('--k <n...>', 'where lists are cut, one length or several (default: 10)', all(1))
    .option('--metrics <name...>', 'what is measured, or all; see movierec metrics (default: the usual nine)')
    .option('--by <metric>', 'what models are ranked by (default: ndcg)')
    .option('--protocol <name>', `fit afresh on another split: ${splitNames.join(', ')}`)
    .option('--folds <n>', 'how many folds kfold has, or windows rolling (default: 5)', integer(2, 100))
    .option('--repeats <n>', 'how often a random split is drawn (default: 1)', integer(1, 100))
    .option('--test <share>', 'which share is held out, with --protocol (default: 0.2)', real(0, 1))
    .option('--fold-files <path...>', 'fit afresh on folds from files: u1.base u1.test …, or a folder of such pairs')
    .option(
      '--negatives <n|file>',
      'rank good films among so many unrated ones, or those of a file, not among all',
      some,
    )
    .option(
      '--histories <n...>',
      'test held-out people once more with only so many ratings known, 0 for none: --histories 0 1 3 5 20',
      all(0),
    )
    .option('--relevant <rating>', 'from which rating on a film counts as good (default: 80 % of the top)', real())
    .option('--segments', 'show the figures of groups of people and films, too')
    .option('--set <name=value...>', 'parameters for --protocol; model.name=value where there are several models');
}

/** The options as the stage takes them. */
export function evaluationOptions({ workspace, dataset, force, options }: Call, models?: string[]): EvaluateOptions {
  const {
    k,
    metrics,
    by,
    protocol,
    folds,
    repeats,
    test,
    foldFiles,
    negatives,
    histories,
    relevant,
    set = [],
  } = options;
  const parameters = parseSettings(set as string[], models ?? []);
  const given = { k, metrics, by, protocol, folds, repeats, test, foldFiles, negatives, histories, relevant };
  return { workspace, dataset, force, models, ...given, parameters };
}

import { evaluate } from '../../stages/evaluate.ts';
import { defineCommand } from '../cli-command.ts';
import { addEvaluationOptions, evaluationOptions } from '../evaluation-options.ts';
import { heading, remarks } from '../evaluation-remarks.ts';
import { figuresTable, segmentsText } from '../figures.ts';
import { historiesText, historySegmentsText } from '../histories.ts';
import { rankingText } from '../ranking.ts';

export const evalCommand = defineCommand({
  examples: [
    'movierec eval --k 10',
    'movierec eval --model svd ease --k 5 10 20 --metrics all',
    'movierec eval --protocol kfold --folds 5 --model svd --set factors=100',
    'movierec eval --protocol held-out-users --histories 0 1 3 5 20 --model svd bias      with how little?',
    'movierec eval --model ease --segments      for whom does it work?',
  ],
  configure(command) {
    command.option('--model <name...>', 'the models (default: every trained one)');
    addEvaluationOptions(command);
  },
  run(call, context) {
    return evaluate(evaluationOptions(call, call.options['model'] as string[] | undefined), context);
  },
  show: (result, { options }) =>
    `${heading('Evaluated on', result)}
${figuresTable(result.models, result)}
${remarks(result)}

${rankingText(result)}

${historiesText(result)}

${
  options['segments']
    ? `${segmentsText(result.models)}

${historySegmentsText(result)}`
    : ''
}

Definitions: movierec metrics
All figures: ${result.path}/evaluation.json`.replace(/\n{3,}/g, '\n\n'),
});

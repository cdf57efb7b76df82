import { compare } from '../../stages/compare.ts';
import { defineCommand } from '../cli-command.ts';
import { addEvaluationOptions, evaluationOptions } from '../evaluation-options.ts';
import { heading, remarks } from '../evaluation-remarks.ts';
import { figuresTable, segmentsText } from '../figures.ts';
import { historiesText, historyPairsText, historySegmentsText } from '../histories.ts';
import { pairsText, rankingText } from '../ranking.ts';

export const compareCommand = defineCommand({
  examples: [
    'movierec compare svd ease',
    'movierec compare svd als bias --by rmse',
    'movierec compare svd ease --protocol kfold --k 10 20',
  ],
  configure(command) {
    command.argument('[models...]', 'the models, two or more (default: every trained one)');
    addEvaluationOptions(command);
  },
  run(call, context) {
    const models = call.operands.length > 0 ? [...call.operands] : undefined;
    return compare(evaluationOptions(call, models), context);
  },
  show: (result, { options }) =>
    `${heading('Compared on', result)}
${rankingText(result)}

Every pair, by ${result.ranking.by}:
${pairsText(result)}

${historyPairsText(result)}

${figuresTable(result.models, result)}
${remarks(result)}

${historiesText(result)}

${
  options['segments']
    ? `${segmentsText(result.models)}

${historySegmentsText(result)}`
    : ''
}

Definitions: movierec metrics
All tests by all metrics: ${result.path}/evaluation.json`.replace(/\n{3,}/g, '\n\n'),
});

import { modelNames } from '../../models/registry.ts';
import { train } from '../../stages/train.ts';
import { defineCommand } from '../cli-command.ts';
import { addEngineOptions, engineIn } from '../engine-options.ts';
import { counted, freshNote, seconds, simulatedNote, wrapped } from '../output.ts';
import { parseSettings } from '../parse-settings.ts';
import { shellWord } from '../shell-word.ts';

export const trainCommand = defineCommand({
  examples: [
    'movierec train --model svd',
    'movierec train --model svd --set factors=100 epochs=40',
    'movierec train --model svd --full      fit on all ratings, for use',
    'movierec train --model als --engine spark --master spark://HOST:7077',
  ],
  configure(command) {
    command
      .requiredOption('--model <name>', `the model: ${modelNames.join(', ')}`)
      .option('--set <name=value...>', 'parameters of the model, see movierec models')
      .option('--full', 'fit on all ratings, for use, beside the honest model');
    addEngineOptions(command);
  },
  run({ workspace, dataset, force, options }, context) {
    const model = options['model'] as string;
    const parameters = parseSettings((options['set'] as string[] | undefined) ?? [], [model])[model] ?? {};
    const full = options['full'] as boolean;
    return train({ workspace, dataset, force, model, parameters, full, ...engineIn(options) }, context);
  },
  show(result) {
    const parameters = Object.entries(result.parameters).map(([name, value]) => `${name}=${value}`);
    return `Trained ${result.model} on ${counted(result.ratings, 'rating')} of ${result.dataset} in ${seconds(result.seconds.fit)}${freshNote(result)}
${simulatedNote(result.simulated)}
${wrapped(`  ${parameters.join(' ')}`)}
  saved in ${result.path}

Next: ${result.full ? `movierec recommend --user ${shellWord(result.exampleUser)}` : 'movierec eval --k 10'}`;
  },
});

import { models } from '../../stages/models.ts';
import { defineCommand } from '../cli-command.ts';
import { table, wrapped } from '../output.ts';

export const modelsCommand = defineCommand({
  examples: ['movierec models', 'movierec models --json'],
  configure() {
    // It has no options of its own.
  },
  run: () => Promise.resolve(models()),
  show(result) {
    return result.models
      .map(({ name, task, summary, reference, parameters }) => {
        const rows = parameters.map((parameter) => [
          `  ${parameter.name}`,
          String(parameter.default),
          parameter.range,
          parameter.about,
        ]);
        return `${wrapped(`${name} (${task}): ${summary}`)}
${wrapped(`  ${reference}`)}
${table(['  parameter', 'default', 'range', 'about'], rows)}`;
      })
      .join('\n\n');
  },
});

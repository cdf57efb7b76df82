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
        const rows = parameters.map(({ name: parameter, default: usual, about, among, min, max }) => [
          `  ${parameter}`,
          String(usual),
          min === undefined ? '' : `${min} to ${max}`,
          among ? `${about}: ${among.join(', ')}` : about,
        ]);
        const from = wrapped(reference, 96).replaceAll('\n', '\n  ');
        return `${wrapped(`${name} (${task}): ${summary}`)}
  ${from}
${table(['  parameter', 'default', 'range', 'about'], rows)}`;
      })
      .join('\n\n');
  },
});

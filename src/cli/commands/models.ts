import { models, type ModelDescription } from '../../stages/models.ts';
import { defineCommand } from '../cli-command.ts';
import { table, wrapped } from '../output.ts';

/** The groups in which models are shown, with what stands above each. */
const groups: readonly [ModelDescription['task'], string][] = [
  ['rating prediction', 'To predict ratings (and lists by predicted rating)'],
  ['ranking', 'To make lists'],
  ['both', 'Either, by --set objective=…'],
  ['baseline', 'To measure others by'],
];

export const modelsCommand = defineCommand({
  examples: ['movierec models', 'movierec models svdpp ease', 'movierec models --json'],
  needs: 'no workspace',
  configure(command) {
    command.argument('[names...]', 'models whose parameters are wanted (default: all models, in a line each)');
  },
  run: (call) => Promise.resolve(models(call.operands)),
  show({ models: all }, { operands }) {
    if (operands.length > 0) return all.map(details).join('\n\n');
    const shown = groups.map(([task, title]) => {
      const rows = all.filter((model) => model.task === task).map(({ name, choose }) => [`  ${name}`, choose]);
      return rows.length > 0 ? `${title}\n${table(['  model', 'when to choose it'], rows)}` : '';
    });
    return `${shown.filter(Boolean).join('\n\n')}\n\nNext: movierec models svd (what it can be set to, and where it comes from)`;
  },
});

/** All of one model. */
function details({ name, task, summary, choose, reference, parameters }: ModelDescription): string {
  const rows = parameters.map(({ name: parameter, default: usual, about, among, min, max }) => [
    `  ${parameter}`,
    String(usual),
    min === undefined ? '' : `${min} to ${max}`,
    among ? `${about}: ${among.join(', ')}` : about,
  ]);
  const indented = (text: string): string => `  ${wrapped(text, 96).replaceAll('\n', '\n  ')}`;
  return `${wrapped(`${name} (${task}): ${summary}`)}
${indented(choose)}
${indented(reference)}
${rows.length > 0 ? table(['  parameter', 'default', 'range', 'about'], rows) : '  It has no parameters.'}`;
}

import { studies } from '../../evaluation/studies/registry.ts';
import { reproduce } from '../../stages/reproduce.ts';
import type { ReproducedPart } from '../../stages/reproduce/reproduce-part.ts';
import { leftOutLines, notesOn, numberColumns, studyHead, studyLines } from '../../stages/reproduce/study-table.ts';
import { defineCommand } from '../cli-command.ts';
import { table, wrapped } from '../output.ts';
import { MovierecError } from '../../errors.ts';

export const reproduceCommand = defineCommand({
  examples: [
    'movierec reproduce surprise --data data/raw/ml-100k',
    'movierec reproduce surprise --data data/raw --only svd knn-baseline --paper',
    'movierec reproduce ml20m --data data/raw --only popularity ease',
  ],
  configure(command) {
    const names = studies.map(({ name, summary }) => `${name}: ${summary}`).join('; ');
    command
      .argument('<study>', names)
      .requiredOption('--data <folder>', "a data set's folder, or one that holds several")
      .option('--only <row...>', 'only these rows or models')
      .option('--paper', "only with the paper's settings")
      .option('--ours', 'only with our settings');
  },
  run({ workspace, force, operands, options }, context) {
    const [study] = operands;
    const { data, only, paper, ours } = options;
    if (study === undefined) {
      const hint = `There are: ${studies.map(({ name }) => name).join(', ')}. See: movierec reproduce --help`;
      throw new MovierecError('USAGE', 'no study is named.', hint);
    }
    const settings = paper === ours ? undefined : paper ? 'paper' : 'ours';
    return reproduce({ workspace, study, data: data as string, only, settings, force }, context);
  },
  show({ title, summary, seed, parts, path }) {
    return `${title}: ${summary}
Seed ${seed}; ± is half the width of the 95 % interval.

${parts.map(shownPart).join('\n\n')}

All figures: ${path}/study.json and study.md`;
  },
});

function shownPart(part: ReproducedPart): string {
  if (part.leftOut !== null) return wrapped(`${part.title} is left out: ${part.leftOut}.`);
  const leftOut = leftOutLines(part);
  return [
    wrapped(`${part.title}. ${part.protocol}`),
    table(studyHead, studyLines(part), numberColumns),
    wrapped(notesOn(part).join('\n')),
    leftOut.length > 0 ? wrapped(`Left out:\n${leftOut.map((line) => `- ${line}`).join('\n')}`) : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}

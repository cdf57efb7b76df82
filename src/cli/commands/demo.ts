import { builtInDataset } from '../../stages/acquire.ts';
import { recommend } from '../../stages/recommend.ts';
import { run } from '../../stages/run.ts';
import { defineCommand } from '../cli-command.ts';
import { decimal, table } from '../output.ts';
import { showRun } from './run.ts';

/** Someone with a taste of their own in the built-in data set. */
const someone = '42';

export const demoCommand = defineCommand({
  examples: ['movierec demo', 'movierec demo --workspace /tmp/try-it'],
  configure() {
    // There is nothing to choose.
  },
  async run({ workspace, force }, context) {
    const ran = await run({ workspace, dataset: builtInDataset, force }, context);
    const list = await recommend({ workspace, dataset: builtInDataset, user: someone, k: 5, explain: true }, context);
    return { ...ran, recommended: list };
  },
  show(result) {
    const { recommended } = result;
    const rows = recommended.items.map(({ score, title, reasons = [] }) => [
      decimal(score, 2),
      title,
      reasons.map((reason) => reason.title ?? reason.because).join(', '),
    ]);
    return `${showRun(result)}

For user ${someone}, by ${recommended.model}:

${table(['score', 'film', 'because of'], rows, ['score'])}

What to look at next:
  movierec recommend --user ${someone} --genre Comedy --explain
  movierec explain --user ${someone} --movie "${recommended.items[0].title}"
  movierec similar --movie "${recommended.items[0].title}" --model item-knn
  ${result.evaluation.path}/evaluation.json    every figure, with intervals and definitions
  movierec ingest --from DIR                   your own ratings`;
  },
});

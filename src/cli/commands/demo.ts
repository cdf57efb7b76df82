import { builtInDataset } from '../../stages/acquire.ts';
import { recommend } from '../../stages/recommend.ts';
import { run } from '../../stages/run.ts';
import { defineCommand } from '../cli-command.ts';
import { shownScore, table, wrapped } from '../output.ts';
import { shellWord } from '../shell-word.ts';
import { showRun } from './run.ts';

/** Someone with a taste of their own in the built-in data set. */
const someone = '42';

export const demoCommand = defineCommand({
  examples: ['movierec demo', 'movierec demo --workspace /tmp/try-it'],
  configure() {
    // There is nothing to choose.
  },
  async run({ workspace, force }, context) {
    const ran = await run({ workspace, dataset: builtInDataset, config: null, force }, context);
    const list = await recommend({ workspace, dataset: builtInDataset, user: someone, k: 5, explain: true }, context);
    return { ...ran, recommended: list };
  },
  show(result) {
    const { recommended } = result;
    const title = shellWord(recommended.items[0].title);
    const rows = recommended.items.map(({ score, title: film, reasons = [] }) => [
      shownScore(score),
      film,
      reasons.map((reason) => reason.title ?? reason.because).join(', '),
    ]);
    return `${showRun(result)}

For user ${someone}, by ${recommended.model}:

${table(['score', 'film', 'because of'], rows, ['score'])}

${wrapped(result.report.summary[1])}

What to look at next:
  ${result.report.page}                    is it good enough, for whom not, what next
  movierec recommend --user ${someone} --genre Comedy --explain
  movierec explain --user ${someone} --movie ${title}
  movierec similar --movie ${title} --model ease
  ${result.evaluation.path}/evaluation.json    every figure, with intervals and definitions
  movierec ingest --from DIR                   your own ratings`;
  },
});

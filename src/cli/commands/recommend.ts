import { readFile } from 'node:fs/promises';
import { MovierecError } from '../../errors.ts';
import { recommend } from '../../stages/recommend.ts';
import type { Reason } from '../../stages/reasons.ts';
import { defineCommand } from '../cli-command.ts';
import { counted, shownScore, simulatedNote, table } from '../output.ts';
import { integer } from '../numbers.ts';
import { shellWord } from '../shell-word.ts';

export const recommendCommand = defineCommand({
  examples: [
    'movierec recommend --user 42',
    'movierec recommend --user 42 --k 5 --genre Comedy --year 1990..1999 --explain',
    'movierec recommend --ratings my-ratings.csv      (movie,rating; ids or titles)',
  ],
  configure(command) {
    command
      .option('--user <id>', 'a person of the data set')
      .option('--ratings <file>', 'ratings of someone who is not in the data: CSV with movie (id or title) and rating')
      .option('--k <n>', 'how many films (default: 10)', integer(1))
      .option('--model <name>', 'the model (default: the one chosen by run, else the one trained last)')
      .option('--genre <name>', 'only films of a genre')
      .option('--year <range>', 'only films of a year or of years: 1994, 1990..1999, 2010..')
      .option('--exclude <file>', 'films that are not wanted: an id or a title a line')
      .option('--explain', 'say why');
  },
  async run({ workspace, dataset, options }, context) {
    const { user, ratings, k, model, genre, year, explain } = options;
    const exclude = await readLines(options['exclude'] as string | undefined);
    return recommend({ workspace, dataset, user, ratings, k, model, genre, year, exclude, explain }, context);
  },
  show(result) {
    const rows = result.items.map(({ title, score, genres, fallback, uncertainty, reasons }, at) => [
      String(at + 1),
      fallback ? '–' : `${shownScore(score)}${uncertainty === undefined ? '' : ` ± ${shownScore(uncertainty)}`}`,
      title,
      fallback ? `(general standing: ${fallback})` : reasons ? because(reasons) : genres.join(', '),
    ]);
    const last = result.items.some(({ reasons }) => reasons) ? 'because of' : 'genres';
    return `For ${result.user === null ? 'you' : `user ${result.user}`}, who rated ${counted(result.rated, 'film')} of ${result.dataset}, by ${result.model}:
${simulatedNote(result.simulated)}
${table(['', 'score', 'film', last], rows, ['', 'score'])}

Next: movierec explain ${result.user === null ? '--ratings FILE' : `--user ${shellWord(result.user)}`} --movie ${shellWord(result.items[0].title)} --model ${result.model}`;
  },
});

/** Which reasons, the weightiest first; how much each counts is for `explain`, and for `--json`. */
const because = (reasons: readonly Reason[]): string =>
  reasons
    .map(({ because: kind, title, feature, part, user }) => {
      return title ?? feature ?? part ?? (user ? `user ${user}` : kind === 'item' ? 'liked by most' : kind);
    })
    .join(', ') || 'how films are liked in general';

async function readLines(path: string | undefined): Promise<string[]> {
  if (path === undefined) return [];
  try {
    const text = await readFile(path, 'utf8');
    return text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new MovierecError('MISSING_FILE', `there is no file ${path}.`, 'Check the path.');
  }
}

import { generate } from '../../stages/generate.ts';
import { defineCommand } from '../cli-command.ts';
import { folderHere } from '../folder-here.ts';
import { counted, seconds } from '../output.ts';
import { count } from '../numbers.ts';
import { shellWord } from '../shell-word.ts';

export const generateCommand = defineCommand({
  examples: [
    'movierec generate --ratings 25e6',
    'movierec generate --like ml-1m --out data/raw/like-ml-1m',
    'movierec generate --ratings 1e6 --users 5000 --films 3000',
  ],
  configure(command) {
    command
      .option('--ratings <n>', 'how many ratings: 1000000 or 25e6', count)
      .option('--users <n>', 'how many people', count)
      .option('--films <n>', 'how many films', count)
      .option('--like <name>', 'the size and the shape of a published set: ml-100k, ml-1m, ml-10m, ml-25m')
      .option('--out <dir>', 'the folder to write (default: data/raw/NAME in the workspace)');
  },
  run({ workspace, force, options }, context) {
    const { ratings, users, films, like, out } = options;
    const name = like ? `like-${like as string}` : 'generated';
    const folder = out ? folderHere(out as string, '--out') : workspace.raw(name);
    return generate({ folder, ratings, users, films, like, force }, context);
  },
  show({ folder, simulated, seconds: took, fresh }) {
    const { ratings, users, filmCount } = simulated;
    return `Generated ${counted(ratings, 'rating')} by ${counted(users, 'person', 'people')} of ${counted(filmCount, 'film')}${fresh ? ' (it was there already)' : ` in ${seconds(took)}`}

Simulated audience: neither the people nor the films are real.

Next: movierec ingest --from ${shellWord(folder)}`;
  },
});

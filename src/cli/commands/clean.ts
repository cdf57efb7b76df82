import { parseScale } from '../../dataset/cleaning/detect-scale.ts';
import { splitNames } from '../../dataset/splits/registry.ts';
import type { Fresh } from '../../artifacts/run-stage.ts';
import { clean, type CleanResult } from '../../stages/clean.ts';
import { cleanElsewhere } from '../../stages/clean-elsewhere.ts';
import { defineCommand } from '../cli-command.ts';
import { addEngineOptions, engineIn } from '../engine-options.ts';
import { freshNote, simulatedNote, table, whole } from '../output.ts';
import { integer, real } from '../numbers.ts';

export const cleanCommand = defineCommand<Fresh<CleanResult>>({
  examples: [
    'movierec clean',
    'movierec clean --split temporal --test 0.1',
    'movierec clean --min-user-ratings 5 --min-movie-ratings 5',
    'movierec clean --engine spark --master spark://HOST:7077 --from s3a://BUCKET/interim/SET --out s3a://BUCKET/processed/SET',
  ],
  configure(command) {
    command
      .option('--scale <low..high>', 'the scale the ratings are on (default: detected)')
      .option('--rescale <low..high>', 'map the ratings to another scale')
      .option('--min-user-ratings <n>', 'leave out people with fewer ratings', integer(1, 1e6))
      .option('--min-movie-ratings <n>', 'leave out films with fewer ratings', integer(1, 1e6))
      .option('--no-merge-films', 'keep films that stand in the list twice apart, as in published experiments')
      .option('--split <name>', `how test ratings are held out: ${splitNames.join(', ')} (default: by-user)`)
      .option('--test <share>', 'which share is held out (default: 0.2)', real(0, 1))
      .option('--from <address>', 'an ingested data set outside of the workspace, for a cluster: s3a://…, hdfs://…')
      .option('--out <address>', 'where the cluster writes the cleaned one');
    addEngineOptions(command);
  },
  run({ workspace, dataset, force, options }, context) {
    const { scale, rescale, minUserRatings, minMovieRatings, mergeFilms, split, test, from, out } = options;
    const asked = {
      ...{ workspace, dataset, force, minUserRatings, minMovieRatings, split, test },
      // Commander's default for a --no option is true, which nobody asked for.
      mergeFilms: mergeFilms === false ? false : undefined,
      scale: scale && parseScale(scale as string),
      rescale: rescale && parseScale(rescale as string),
    };
    const engine = engineIn(options);
    const isElsewhere = [from, out, ...Object.values(engine)].some((given) => given !== undefined && given !== 'local');
    return isElsewhere ? cleanElsewhere({ ...asked, ...engine, from, out }, context) : clean(asked, context);
  },
  show(result) {
    const { before, after, steps, scale, split } = result;
    const isStrengths = result.feedback === 'implicit';
    const counts = table(
      ['', 'before', 'after'],
      [
        [isStrengths ? 'strengths' : 'ratings', whole(before.ratings), whole(after.ratings)],
        ['people', whole(before.users), whole(after.users)],
        ['films rated', whole(before.movies), whole(after.movies)],
        ['films in the catalog', '', whole(after.catalog)],
      ],
      ['before', 'after'],
    );
    const took = steps.map(({ what, ratings }) => `  ${whole(ratings)}  ${what}`).join('\n');
    const parts = ['train', 'test', 'fold-in', 'unused']
      .filter((part) => Number(split[part]) > 0)
      .map((part) => `${whole(Number(split[part]))} ${part}`);
    return `Cleaned ${result.dataset}${freshNote(result)}
${simulatedNote(result.simulated)}
${counts}

${took ? `What was mended (rows):\n${took}` : 'Nothing had to be mended.'}
${
  isStrengths
    ? `Strengths up to ${scale.max}, made from events; any of them counts as good.`
    : `Scale ${scale.min} to ${scale.max}; from ${Number(result.relevant.toPrecision(3))} on a rating counts as good.`
}
Split ${split.name} with seed ${split.seed}: ${parts.join(', ')}.

${result.engine ? `Written to ${result.path}.` : `Next: ${isStrengths ? 'movierec run' : 'movierec train --model svd'}`}`;
  },
});

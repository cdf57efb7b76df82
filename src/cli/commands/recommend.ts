import type { Fresh } from '../../artifacts/run-stage.ts';
import { MovierecError } from '../../errors.ts';
import { recommendAll, type RecommendAllResult } from '../../stages/recommend-all.ts';
import { recommend, type RecommendResult } from '../../stages/recommend.ts';
import { defineCommand } from '../cli-command.ts';
import { addEngineOptions, engineIn } from '../engine-options.ts';
import { addFilterOptions, filtersIn } from '../filter-options.ts';
import { counted, freshNote, seconds, shownScore, simulatedNote, table, whole } from '../output.ts';
import { integer, real } from '../numbers.ts';
import { addPersonOptions, nameOf, personIn, understoodAs } from '../person-options.ts';
import { shellWord } from '../shell-word.ts';

export const recommendCommand = defineCommand<RecommendResult | Fresh<RecommendAllResult>>({
  examples: [
    'movierec recommend --user 42',
    'movierec recommend --user 42 --k 5 --genre Comedy --year 1990..1999 --explain',
    'movierec recommend --likes "alien" "heat" --diversity 0.3     (someone new)',
    'movierec recommend --ratings my-ratings.csv      (movie,rating; ids or titles)',
    'movierec recommend --like-film "Blade Runner"    (for anyone)',
    'movierec recommend --all --k 100    (everyone of the data set, as Parquet)',
  ],
  configure(command) {
    addPersonOptions(command);
    command
      .option('--all', 'for everyone of the data set, to Parquet files')
      .option('--k <n>', 'how many films (default: 10, with --all 100)', integer(1))
      .option('--model <name>', 'the model (default: the one chosen by run, else the one trained last)')
      .option('--explain', 'say why');
    addFilterOptions(command);
    command
      .option('--like-film <film>', 'only films like this one')
      .option(
        '--seen <file>',
        'films that were seen and not rated: an id or a title a line, or watched.csv of Letterboxd',
      )
      .option('--show-seen', 'list films again that were rated')
      .option('--diversity <share>', 'how little the films should have in common, 0 to 1 (default: 0)', real(0, 1))
      .option('--novelty <share>', 'how little known the films should be, 0 to 1 (default: 0)', real(0, 1));
    addEngineOptions(command);
  },
  async run({ workspace, dataset, force, options }, context) {
    if (options['all']) {
      const odd = onlyForOne.find((name) => options[name] !== undefined);
      if (odd) throw new MovierecError('USAGE', `${flagOf(odd)} does not go with --all.`, `Leave out ${flagOf(odd)}.`);
      const filters = await filtersIn(options);
      const list = { ...filters, k: options['k'], model: options['model'] };
      return recommendAll({ workspace, dataset, force, ...list, ...engineIn(options) }, context);
    }
    const elsewhere = ofEngines.find((name) => options[name] !== undefined);
    if (elsewhere) {
      throw new MovierecError(
        'USAGE',
        `${flagOf(elsewhere)} is for the lists of everyone.`,
        'Add --all, or leave it out.',
      );
    }
    const { k, model, explain, likeFilm, seen, showSeen, diversity, novelty } = options;
    const list = { k, model, explain, likeFilm, seen, showSeen, diversity, novelty };
    return recommend({ workspace, dataset, ...personIn(options), ...(await filtersIn(options)), ...list }, context);
  },
  show(result, { options }) {
    if ('rows' in result) return shownAll(result);
    const remarks = [understoodAs(result.understood), simulatedNote(result.simulated).trim()].filter(Boolean);
    return `${headline(result)}:
${remarks.map((text) => `\n${text}\n`).join('')}
${listOf(result)}

${next(result, options)}`;
  },
});

/** What is asked of one person's list. */
const onlyForOne = [
  ...['user', 'ratings', 'likes', 'dislikes', 'explain', 'likeFilm', 'seen', 'showSeen', 'diversity', 'novelty'],
];
const ofEngines = ['engine', 'master', 'sparkData', 'sparkConf'];
const flagOf = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

function shownAll(result: Fresh<RecommendAllResult>): string {
  const { people, rows, k, dataset, model, fallback, path } = result;
  const general = fallback > 0 ? `\n  ${whole(fallback)} of them by general standing: see the column fallback` : '';
  return `Listed ${counted(k, 'film')} for ${counted(people, 'person', 'people')} of ${dataset}, by ${model}, in ${seconds(result.seconds)}${freshNote(result)}
${simulatedNote(result.simulated)}
  ${counted(rows, 'row')}: user, place, movie, score, fallback${general}
  saved in ${path}

Next: movierec publish --to mysql://USER@HOST/DATABASE --model ${model}`;
}

/** The films in a table: with reasons each with its own below it, else with their genres. */
function listOf(result: RecommendResult): string {
  const rows = result.items.map(({ title, score, genres, fallback, uncertainty, why }, at) => {
    const spread = uncertainty === undefined ? '' : ` ± ${shownScore(uncertainty)}`;
    const place = [String(at + 1), fallback ? '–' : `${shownScore(score)}${spread}`];
    if (why !== undefined) return [...place, `${title}\n${why}`];
    // Of nobody the model has no opinion on anything: that is no news with each film.
    const isNews = fallback && !isAnyone(result);
    return [...place, title, isNews ? `(general standing: ${fallback})` : genres.join(', ')];
  });
  const isExplained = result.items.some(({ why }) => why !== undefined);
  return table(['', 'score', ...(isExplained ? ['film, and why'] : ['film', 'genres'])], rows, ['', 'score']);
}

/** Whether it is for someone of whom nothing is known. */
const isAnyone = ({ user, rated }: RecommendResult): boolean => user === null && rated === 0;

/** For whom the list is, what it is of, and by what. */
function headline(result: RecommendResult): string {
  const { user, rated, dataset, model, likeFilm, diversity, novelty } = result;
  const what = likeFilm ? `Films like ${likeFilm}, for` : 'For';
  const whom = isAnyone(result)
    ? `anyone, of ${dataset}`
    : `${nameOf(user)}, who rated ${counted(rated, 'film')} of ${dataset}`;
  const how = [diversity && `diversity ${diversity}`, novelty && `novelty ${novelty}`].filter(Boolean);
  return `${what} ${whom}, by ${model}${how.length > 0 ? ` with ${how.join(' and ')}` : ''}`;
}

/** The next step: why the first of the list is there, or how to say who one is. */
function next(result: RecommendResult, { ratings, likes, dislikes }: Record<string, unknown>): string {
  const { user, items, model } = result;
  if (isAnyone(result)) return 'Next: say what you like, with --likes "TITLE" …';
  const named = (option: string, films: unknown): string[] =>
    films === undefined ? [] : [`--${option}`, ...(films as string[]).map(shellWord)];
  const person =
    user !== null
      ? ['--user', shellWord(user)]
      : [
          ...(ratings === undefined ? [] : ['--ratings', shellWord(ratings as string)]),
          ...named('likes', likes),
          ...named('dislikes', dislikes),
        ];
  return `Next: movierec explain ${person.join(' ')} --movie ${shellWord(items[0].title)} --model ${model}`;
}

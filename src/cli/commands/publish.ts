import { MovierecError } from '../../errors.ts';
import { usualPrefix } from '../../publishing/registry.ts';
import { publish, type PublishResult } from '../../stages/publish.ts';
import { rollBackPublished, type RollBackResult } from '../../stages/publish/roll-back-published.ts';
import { defineCommand } from '../cli-command.ts';
import { addEngineOptions, engineIn } from '../engine-options.ts';
import { integer } from '../numbers.ts';
import { seconds, simulatedNote, table, whole } from '../output.ts';
import { shellWord } from '../shell-word.ts';

export const publishCommand = defineCommand<PublishResult | RollBackResult>({
  examples: [
    'movierec publish --to mysql://USER@HOST:3306/DATABASE',
    'movierec publish --to mongodb://USER@HOST:27017/DATABASE --model ials --k 50',
    'movierec publish --to mysql://USER@HOST/DATABASE --what lists,films --keep 3',
    'movierec publish --to mysql://USER@HOST/DATABASE --rollback',
  ],
  configure(command) {
    command
      .requiredOption('--to <address>', 'mysql://… or mongodb://…; the password may be in MOVIEREC_DATABASE_PASSWORD')
      .option('--model <name>', 'the model (default: the one chosen by run, else the one trained last)')
      .option('--k <n>', "films in each person's list (default: 100)", integer(1))
      .option('--similar <n>', 'similar films of each film (default: 50)', integer(1))
      .option('--what <parts>', 'some of lists,similar,factors,films (default: all that the model has)')
      .option('--prefix <text>', `how the names of tables begin (default: ${usualPrefix})`)
      .option('--keep <n>', 'how many versions stay, the new one among them (default: 2)', integer(1))
      .option('--rollback', 'put the version before the one in force back; write nothing')
      .option('--dry-run', 'connect, make the lists, and say what would be written');
    addEngineOptions(command);
  },
  async run({ workspace, dataset, force, options }, context) {
    const { to, prefix, model, k, similar, what, keep, dryRun } = options;
    if (!options['rollback']) {
      const parts = (what as string | undefined)?.split(',').map((part) => part.trim());
      const asked = { to, prefix, model, k, similar, what: parts, keep, dryRun };
      return publish({ workspace, dataset, force, ...asked, ...engineIn(options) }, context);
    }
    const odd = notOfRollback.find((name) => options[name] !== undefined);
    if (odd === undefined) return rollBackPublished({ workspace, dataset, to, prefix }, context);
    const flag = `--${odd.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    throw new MovierecError('USAGE', `${flag} does not go with --rollback.`, `Leave out ${flag}.`);
  },
  show: (result) => ('before' in result ? rolledBack(result) : published(result)),
});

const notOfRollback = [
  ...['model', 'k', 'similar', 'what', 'keep', 'dryRun', 'engine', 'master', 'sparkData', 'sparkConf'],
];

function published(result: PublishResult): string {
  const { model, dataset, to, version, counts, prefix, fresh, dryRun, removed, kept } = result;
  const rows = table(
    ['', 'rows'],
    Object.entries(counts).map(([part, count]) => [words[part] ?? part, whole(count)]),
    ['rows'],
  );
  const done = dryRun
    ? `Would publish ${model} of ${dataset} to ${to}`
    : fresh
      ? `${model} of ${dataset} is published at ${to} as version ${version} already: nothing has changed`
      : `Published ${model} of ${dataset} to ${to} as version ${version}, in ${seconds(result.seconds)}: ${whole(result.rowsPerSecond)} rows a second`;
  const before = kept.slice(1);
  const named = prefix === usualPrefix ? '' : ` --prefix ${shellWord(prefix)}`;
  return `${done}
${simulatedNote(result.simulated)}
${rows}

  named ${prefix}…${removed.length > 0 ? `; removed: version ${removed.join(', ')}` : ''}${
    before.length > 0
      ? `

Back to version ${before[0]}: movierec publish --to ${shellWord(to)}${named} --rollback`
      : ''
  }`;
}

const words: Readonly<Record<string, string>> = {
  people: 'people',
  films: 'films',
  lists: "places in people's lists",
  similar: 'similar films',
  userFactors: 'factors of people',
  filmFactors: 'factors of films',
};

const rolledBack = ({ dataset, to, version, before, model, published }: RollBackResult): string =>
  `${dataset} at ${to} is back at version ${version}, ${model} of ${new Date(published).toISOString().slice(0, 16).replace('T', ' ')}; version ${before} is still there.`;

import type { Fresh } from '../../artifacts/run-stage.ts';
import { featureSetNames } from '../../features/registry.ts';
import { featureSets, type FeatureSetDescription } from '../../stages/feature-sets.ts';
import { defaultDimensions, features, type FeaturesResult } from '../../stages/features.ts';
import { defineCommand } from '../cli-command.ts';
import { integer } from '../numbers.ts';
import { counted, freshNote, seconds, simulatedNote, table, whole } from '../output.ts';

type Listed = Awaited<ReturnType<typeof featureSets>>;

export const featuresCommand = defineCommand<Fresh<FeaturesResult> | Listed>({
  examples: [
    'movierec features',
    'movierec features --list      which sets there are, and what this data set has of each',
    'movierec features --sets genres people tags --dimensions 32',
  ],
  configure(command) {
    command
      .option('--list', 'show the feature sets instead of making them')
      .option('--sets <name...>', `only these: ${featureSetNames.join(', ')}`)
      .option('--dimensions <n>', `numbers in a film's vector (default: ${defaultDimensions})`, integer(1, 1000));
  },
  run({ workspace, dataset, force, options: { list, sets, dimensions } }, context) {
    if (list) return featureSets({ workspace, dataset });
    const names = (sets as string[] | undefined)?.flatMap((text) => text.split(',').map((name) => name.trim()));
    return features({ workspace, dataset, force, sets: names, dimensions: dimensions as number | undefined }, context);
  },
  show: (result) => ('path' in result ? shownResult(result) : shownList(result)),
});

function shownResult(result: Fresh<FeaturesResult>): string {
  const rows = result.sets.map((set) => [
    set.name,
    ...[set.films, set.features, set.entries].map(whole),
    seconds(set.seconds),
  ]);
  const made =
    rows.length > 0
      ? `${table(['set', 'films', 'features', 'entries', 'took'], rows, ['films', 'features', 'entries', 'took'])}

All together in vectors of ${counted(result.vectors.width, 'number')} (${seconds(result.vectors.seconds)}); ${whole(result.films - result.known)} of ${counted(result.films, 'film')} have nothing.
  saved in ${result.path}`
      : `Nothing is known of these ${counted(result.films, 'film')}: no genres, years, people, tags or plots.
Models that go by what films are cannot be fitted.`;
  return `Features of ${result.dataset}${freshNote(result)}
${simulatedNote(result.simulated)}
${made}

Next: movierec features --list`;
}

function shownList({ dataset, sets }: Listed): string {
  const isMade = sets.some(({ films }) => films !== undefined);
  const rows = sets.map((set: FeatureSetDescription) => [
    set.name,
    set.weight.toString(),
    set.films === undefined ? '–' : whole(set.films),
    set.features === undefined ? '–' : whole(set.features),
    `${set.summary} From: ${set.tables.join(', ')}.`,
  ]);
  const head = ['set', 'weight', 'films', 'features', 'what it says, and the tables it is made from'];
  const whose =
    dataset === null
      ? ''
      : isMade
        ? `Films and features are those of ${dataset}.\n\n`
        : `The features of ${dataset} are not made yet.\n\n`;
  return `${table(head, rows, ['weight', 'films', 'features'])}

${whose}Next: movierec features`;
}

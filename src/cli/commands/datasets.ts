import { datasets } from '../../stages/datasets.ts';
import { defineCommand } from '../cli-command.ts';
import { table, whole, wrapped } from '../output.ts';

export const datasetsCommand = defineCommand({
  examples: ['movierec datasets', 'movierec ingest --dataset ml-latest-small'],
  configure() {
    // It has no options of its own.
  },
  run: ({ workspace }, context) => datasets({ workspace }, context),
  show(result) {
    const number = (value: number | undefined): string => (value === undefined ? '' : whole(value));
    const rows = result.datasets.map(({ name, ratings, users, movies, bytes, ingested, builtIn, md5 }) => [
      name,
      number(ratings),
      number(users),
      number(movies),
      bytes === undefined ? (builtIn ? 'built in' : '') : `${(bytes / 1e6).toFixed(1)} MB`,
      ingested ? 'yes' : '',
      md5 ?? '',
    ]);
    const licenses = [...new Set(result.datasets.flatMap(({ license }) => license ?? []))];
    const terms = licenses.map((license) => {
      const under = result.datasets.filter((dataset) => dataset.license === license).map(({ name }) => name);
      return wrapped(`${under.join(', ')}: ${license}`);
    });
    return `${table(['data set', 'ratings', 'people', 'films', 'download', 'here', 'md5'], rows, ['ratings', 'people', 'films', 'download'])}

${terms.join('\n')}

Next: movierec ingest --dataset ml-latest-small`;
  },
});

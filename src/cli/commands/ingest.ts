import { sources } from '../../dataset/sources/registry.ts';
import { acquire } from '../../stages/acquire.ts';
import { ingest } from '../../stages/ingest.ts';
import { defineCommand } from '../cli-command.ts';
import { counted, freshNote, simulatedNote, table, whole, wrapped } from '../output.ts';
import { parseColumns } from '../parse-columns.ts';

export const ingestCommand = defineCommand({
  examples: [
    'movierec ingest                                 what lies in data/raw, else the built-in set',
    'movierec ingest --dataset ml-latest-small       download, verify, convert',
    'movierec ingest --from ml-1m.zip',
    'movierec ingest --from log.csv --columns user=uid,movie=film,rating=stars',
  ],
  configure(command) {
    command
      .option('--from <path>', 'a folder, a .zip or .gz, a file, or a URL')
      .option('--format <name>', `the format, where it cannot be told: ${sources.map(({ name }) => name).join(', ')}`)
      .option('--columns <map>', 'which column is what: user=…,movie=…,rating=…,timestamp=…');
  },
  async run({ workspace, dataset, force, options }, context) {
    const found = await acquire({ workspace, from: options['from'] as string | undefined, dataset }, context);
    const { format, columns } = options;
    const mapped = columns === undefined ? undefined : parseColumns(columns as string);
    return ingest({ workspace, ...found, format, columns: mapped, force }, context);
  },
  show(result) {
    const rows = Object.entries(result.tables).map(([name, rowCount]) => [name, whole(rowCount)]);
    return `Ingested ${result.dataset} (${result.source})${freshNote(result)}
${simulatedNote(result.simulated)}
${table(['table', 'rows'], rows, ['rows'])}

${counted(result.users, 'person', 'people')} and ${counted(result.movies, 'film')}; ${
      result.rejected === 0
        ? 'no row was rejected'
        : `${counted(result.rejected, 'row')} rejected, see ${result.path}/rejected.csv`
    }.
${result.license ? `\nTerms of use, kept beside the data:\n${wrapped(result.license)}\n` : ''}
Next: ${result.feedback === 'implicit' ? 'movierec run' : 'movierec train --model svd'}`;
  },
});

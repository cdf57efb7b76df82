import { parseByTable } from '../../dataset/databases/by-table.ts';
import { sourceTables } from '../../dataset/databases/table-fields.ts';
import { sources } from '../../dataset/sources/registry.ts';
import { ingest, type IngestResult } from '../../stages/ingest.ts';
import { defineCommand } from '../cli-command.ts';
import { counted, freshNote, simulatedNote, table, whole, wrapped } from '../output.ts';
import { parseColumns } from '../parse-columns.ts';
import { metadataNames } from '../../dataset/metadata/metadata-source.ts';

const example = `ratings=votes movies=films (${sourceTables.join(', ')})`;

export const ingestCommand = defineCommand({
  examples: [
    'movierec ingest                                 what lies in data/raw, else the built-in set',
    'movierec ingest --dataset ml-latest-small       download, verify, convert',
    'movierec ingest --from ml-1m.zip',
    'movierec ingest --from log.csv --columns user=uid,movie=film,rating=stars',
    'movierec ingest --from mysql://anna@db.local/films --table ratings=votes movies=films',
    'movierec ingest --from mysql://anna@db.local/films --query "SELECT uid AS user, film AS movie, stars AS rating FROM votes"',
    'movierec ingest --from mongodb://db.local/films.votes --columns user=uid,movie=film.id,rating=stars,timestamp=when',
    'movierec ingest --from ml-25m --imdb imdb --tmdb tmdb    with what IMDb and TMDB know of the films',
  ],
  needs: ['raw'],
  configure(command) {
    command
      .option(
        '--from <source>',
        'a folder, a .zip or .gz, a file, a URL, s3://BUCKET/KEY, or a database: mysql://… or mongodb://…',
      )
      .option('--format <name>', `the format, where it cannot be told: ${sources.map(({ name }) => name).join(', ')}`)
      .option('--columns <map>', 'which column is what: user=…,movie=…,rating=…,timestamp=…')
      .option(
        '--table <names...>',
        `of a database: the table or collection with the ratings, or several by what they are: ${example}`,
      )
      .option('--query <selects...>', 'instead of a table a SELECT; of MongoDB a filter as JSON, beside --table')
      .option('--key <columns...>', 'by which columns to read on after an interruption (default: the primary key)')
      .option('--imdb <source>', 'film metadata: title.basics.tsv.gz and the like from IMDb; none for going without')
      .option('--tmdb <source>', 'the same from TMDB: the TMDB 5000 Movie Dataset or The Movies Dataset');
  },
  async run({ workspace, dataset, force, options }, context) {
    const { from, format, columns, imdb, tmdb } = options;
    const mapped = columns === undefined ? undefined : parseColumns(columns as string);
    const [table, query, key] = ['table', 'query', 'key'].map((name) => {
      const texts = options[name] as string[] | undefined;
      return texts && parseByTable(`--${name}`, texts);
    });
    return ingest({ workspace, from, dataset, format, columns: mapped, table, query, key, imdb, tmdb, force }, context);
  },
  show(result) {
    const rows = Object.entries(result.tables).map(([name, rowCount]) => [name, whole(rowCount)]);
    return `Ingested ${result.dataset} (${result.source})${freshNote(result)}
${simulatedNote(result.simulated)}
${table(['table', 'rows'], rows, ['rows'])}
${showMetadata(result)}
${counted(result.users, 'person', 'people')} and ${counted(result.movies, 'film')}; ${
      result.rejected === 0
        ? 'no row was rejected'
        : `${counted(result.rejected, 'row')} rejected, see ${result.path}/rejected.csv`
    }.
${result.license ? `\nTerms of use, kept beside the data:\n${wrapped(result.license)}\n` : ''}
Next: ${result.feedback === 'implicit' ? 'movierec run' : 'movierec train --model svd'}`;
  },
});

const share = (part: number): string => `${(100 * part).toFixed(1)} %`;

/** Of how many films what is known, and how they were found where metadata was given. */
function showMetadata({ coverage, metadata }: IngestResult): string {
  if (coverage.length === 0) return '';
  const known = table(
    ['known', 'films', 'of films', 'of ratings'],
    coverage.map(({ kind, films, ofFilms, ofRatings }) => [kind, whole(films), share(ofFilms), share(ofRatings)]),
    ['films', 'of films', 'of ratings'],
  );
  if (metadata.length === 0) return `\n${known}\n`;
  const head = ['from', 'films found', 'by IMDb id', 'by TMDB id', 'by title', 'not found'];
  const joins = metadata.map(({ kind, matchRate, byImdbId, byTmdbId, byTitle, notFound }) => [
    metadataNames[kind],
    share(matchRate),
    ...[byImdbId, byTmdbId, byTitle, notFound].map(whole),
  ]);
  return `\n${table(head, joins, head.slice(1))}\n\n${known}\n`;
}

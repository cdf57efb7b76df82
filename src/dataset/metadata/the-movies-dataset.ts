import { parsePythonLiteral } from '../parsing/python-literal.ts';
import type { MetadataSource } from './metadata-source.ts';
import { readTmdb } from './tmdb-tables.ts';

const [movies, credits, keywords, links] = ['movies_metadata.csv', 'credits.csv', 'keywords.csv', 'links.csv'];

/** Kaggle's The Movies Dataset: CSV files with lists as Python writes them, of TMDB's films that MovieLens had in 2017. */
export const theMoviesDataset: MetadataSource = {
  name: 'the-movies-dataset',
  kind: 'tmdb',
  summary: `The Movies Dataset: ${movies}, ${credits}, ${keywords}, ${links}`,
  files: [movies, credits, keywords, links],
  telling: 1,

  read: (files, desk) =>
    readTmdb(
      {
        films: { file: files.find(movies), id: 'id' },
        credits: { file: files.find(credits), id: 'id' },
        keywords: { file: files.find(keywords), id: 'id' },
        links: files.find(links),
        imdb: 'imdb_id',
        parse: parsePythonLiteral,
      },
      desk,
    ),
};

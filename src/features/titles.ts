import { compress } from '../dataset/rows.ts';
import type { FeatureMaker } from './feature-set.ts';
import { seriesOf } from './text/series-of.ts';
import { inverseFrequency, weigh, type Worth } from './weigh.ts';

/** What more films begin with is no series. */
const most = 40;
const worthOfSeries: Worth = (films, all) => (films < 2 || films > most ? 0 : inverseFrequency(films, all));

export const titles: FeatureMaker = {
  name: 'titles',
  summary: 'The name that films of a series, and remakes, have in common: the title without number and subtitle.',
  weight: 0.5,
  tables: ['movies'],
  async make(films) {
    const rows = await films.database.rows<{ film: number; title: string }>(
      `SELECT film, title FROM ${films.of('movies')} ORDER BY film`,
    );
    const names: string[] = [];
    const places = new Map<string, number>();
    const series = Int32Array.from(rows, ({ title }) => {
      const name = seriesOf(title);
      const key = name.toLowerCase();
      if (!places.has(key)) places.set(key, names.push(name) - 1);
      return places.get(key)!;
    });
    const film = Int32Array.from(rows, (row) => row.film);
    const ones = new Float32Array(rows.length).fill(1);
    const found = compress({ row: film, column: series, value: ones }, films.size, names.length);
    return weigh(
      names.map((name) => `with "${name}" in the title`),
      found,
      worthOfSeries,
    );
  },
};

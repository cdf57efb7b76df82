import type { z } from 'zod';
import type { Home, homeQuery } from '../contract.ts';
import { filmOf } from '../film-of.ts';
import type { Service } from '../service.ts';
import { fewestFilms } from './fewest-films.ts';
import { rows } from './registry.ts';

/** The rows of the first page for a person, or for nobody: no film twice, none that they have rated or hidden. */
export async function homeOf(
  service: Service,
  person: string | undefined,
  { model, k, diversity, novelty }: z.output<typeof homeQuery>,
): Promise<Home> {
  const loaded = await service.models.take(model);
  const [taste, user] = await Promise.all([service.tastes.of(person), service.tastes.user(person, loaded)]);
  const taken = new Set<number>([...taste.hidden, ...taste.history.items]);
  const free = (item: number): boolean => !taken.has(item);
  const made: Home['rows'] = [];
  for (const make of rows) {
    const row = await make({ ...{ service, person, taste, loaded, user, k, diversity, novelty, free } });
    if (!row || row.films.length < fewestFilms) continue;
    for (const { item } of row.films) taken.add(item);
    const films = row.films.map(({ item, score, fallback }) => ({
      ...filmOf(service, item),
      score,
      ...(fallback && { fallback }),
    }));
    made.push({ id: row.id, title: row.title, films });
  }
  return { model: loaded.name, version: loaded.version, rated: taste.history.items.length, rows: made };
}

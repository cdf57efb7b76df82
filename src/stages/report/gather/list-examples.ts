import type { Survey } from '../../../charts/eda/survey.ts';
import type { Context } from '../../../context.ts';
import { titleOf } from '../../../dataset/catalog.ts';
import { loadCatalog } from '../../../dataset/load-dataset.ts';
import { splitOf } from '../../../dataset/splits/registry.ts';
import { load } from '../../../models/registry.ts';
import type { Processed } from '../../processed.ts';
import { inASentence } from '../../reasons/in-a-sentence.ts';
import { leavesOf } from '../../reasons/leaves-of.ts';
import { reasonsOf } from '../../reasons/reasons-of.ts';
import type { SavedModel } from '../../saved-model.ts';
import type { ExamplePerson } from '../facts.ts';
import { pickPeople } from './pick-people.ts';

/** How many films of a list are shown, and how many that the person liked. */
const shown = 5;

interface Row {
  readonly item: number;
  readonly rating: number;
  readonly time: number;
  readonly part: string;
}

/**
 * Lists of k for a few people by the model that was not told of the held-out ratings, with reasons, and which of the films
 * they are known to have liked.
 */
export async function listExamples(
  survey: Survey,
  { folder, info }: Processed,
  saved: SavedModel,
  k: number,
  context: Context,
): Promise<ExamplePerson[]> {
  const people = await pickPeople(survey);
  const catalog = await loadCatalog(folder, context);
  const model = await load(saved.folder, saved.name);
  // Where whole films are held out, no list of films with ratings can hold them.
  const canHit = !splitOf(info.split.name).listsHeldOutFilms;
  const examples: ExamplePerson[] = [];
  for (const { user: index, rule } of people) {
    const rows = await survey.database.rows<Row>(`SELECT r.item, rating, coalesce(time, 0)::DOUBLE AS time, part
      FROM ratings r JOIN film_counts USING (item) WHERE "user" = ${index} ORDER BY rating DESC, ratings DESC, r.item`);
    const given = rows.filter(({ part }) => part === 'train' || part === 'fold-in');
    const isGood = ({ rating }: Row): boolean => rating >= Math.fround(info.relevant);
    const found = new Set(rows.filter((row) => row.part === 'test' && isGood(row)).map(({ item }) => item));
    const elsewhere = new Set(rows.filter(({ part }) => part !== 'test').map(({ item }) => item));
    const user = given.some(({ part }) => part === 'fold-in')
      ? model.foldIn({
          items: Int32Array.from(given, ({ item }) => item),
          ratings: Float32Array.from(given, ({ rating }) => rating),
          ...(info.hasTimes && { times: Uint32Array.from(given, ({ time }) => time) }),
        })
      : model.user(index);
    const list = model.recommend(user, k, (item) => model.seen.counts[item] > 0 && !elsewhere.has(item));
    examples.push({
      id: model.seen.users.names[index],
      rule,
      rated: given.length,
      liked: given
        .filter(isGood)
        .slice(0, shown)
        .map(({ item }) => titleOf(catalog, item)),
      films: list.slice(0, shown).map(({ item }) => {
        const { contributions } = model.explain(user, item);
        const reasons = leavesOf(reasonsOf(contributions, model, catalog, user.history));
        return {
          title: titleOf(catalog, item),
          why: inASentence(reasons, 'they'),
          hit: canHit ? found.has(item) : null,
        };
      }),
      hits: list.filter(({ item }) => found.has(item)).length,
      hidden: found.size,
    });
  }
  return examples;
}

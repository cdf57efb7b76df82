import type { z } from 'zod';
import { chooseFilms } from '../../stages/recommend/choose-films.ts';
import type { listQuery, Recommendations } from '../contract.ts';
import { filmOf } from '../film-of.ts';
import type { Service } from '../service.ts';
import { filterFor } from './filter-for.ts';
import { tasteFor } from './taste-for.ts';
import { whyFor } from './why-for.ts';

/** What a list is wished for by; `user` is for operators, who are to be asked for their key before. */
export type Wish = Partial<z.output<typeof listQuery>>;

/**
 * A list of films for a person, as wished for; by their ratings as of now, and without what they have rated or hidden.
 * @throws UNKNOWN_MODEL, MISSING_ARTIFACT, STALE_MODEL, UNKNOWN_USER, USAGE for a genre or years that cannot be
 */
export async function listFor(service: Service, person: string | undefined, wish: Wish): Promise<Recommendations> {
  const { k = 10, diversity = 0, novelty = 0, genre, year, reasons = false } = wish;
  const loaded = await service.models.take(wish.model);
  const { taste, user, voice } = await tasteFor(service, person, loaded, wish.user);
  const list = chooseFilms(
    loaded.model,
    user,
    k,
    filterFor(service.catalog, { genre, year }, taste.hidden),
    { diversity, novelty, showSeen: false },
    diversity > 0 ? await service.likeness() : unlike,
  );
  return {
    model: loaded.name,
    version: loaded.version,
    rated: taste.history.items.length,
    films: list.map(({ item, score, fallback }) => ({
      ...filmOf(service, item),
      score,
      ...(fallback && { fallback }),
      ...(reasons && mainReasonsOf(item)),
    })),
  };

  function mainReasonsOf(item: number) {
    const { why, main } = whyFor(service, loaded.model, user, item, voice);
    return { why, reasons: main };
  }
}

/** For lists in which it does not matter how films compare. */
const unlike = (): number => 0;

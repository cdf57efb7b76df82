import type { ReportFacts } from '../facts.ts';
import { betterModel } from './better-model.ts';
import { filmFacts } from './film-facts.ts';
import type { Improvement, Improver } from './improvement.ts';
import { newcomers } from './newcomers.ts';
import { rareFilms } from './rare-films.ts';
import { tuning } from './tuning.ts';
import { unreadRows } from './unread-rows.ts';
import { untriedModels } from './untried-models.ts';
import { weakPeople } from './weak-people.ts';
import { widerLists } from './wider-lists.ts';

/** All kinds of improvements; where gains are equal, or not measured, in this order. */
const improvers: readonly Improver[] = [
  ...[betterModel, weakPeople, rareFilms, filmFacts, tuning],
  ...[newcomers, untriedModels, widerLists, unreadRows],
];

/** What could be improved: the largest expected gain first, what is not measured last. */
export const improvementsOf = (facts: ReportFacts): Improvement[] =>
  improvers.flatMap((improver) => improver(facts)).sort((a, b) => (b.gain ?? -1) - (a.gain ?? -1));

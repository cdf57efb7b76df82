import { join } from 'node:path';
import { expect, test } from 'vitest';
import { useSurvey } from '../../../../src/charts/eda/survey.ts';
import { collect, collectedEvents } from '../../../../src/stages/retrain/collect.ts';
import { addServiceEvents } from '../../../../src/stages/report/engagement/add-service-events.ts';
import { isMissing } from '../../../../src/stages/report/engagement/engagement.ts';
import { measureEngagement } from '../../../../src/stages/report/engagement/measure-engagement.ts';
import { openStore } from '../../../../src/store/open-store.ts';
import type { EventKind } from '../../../../src/store/store.ts';
import { Cleaning, context, now } from '../../../fixtures/cleaning.ts';

const set = await Cleaning.open();

test('what the service showed, and what came of it, counts beside what the data set says of it', async () => {
  const info = await set.clean({
    ratings: Array.from({ length: 40 }, (_, at) => [`u${at % 8}`, `f${at % 10}`, 1 + (at % 5), 1.5e9]),
    events: [
      ['u1', 'f1', 'shown', null, now - 5000],
      ['u1', 'f1', 'clicked', null, now - 4990],
    ],
    movies: Array.from({ length: 10 }, (_, at) => [`f${at}`, `Film ${at} (1999)`, null, []]),
  });
  const { workspace } = set;
  const store = await openStore(`sqlite:${join(workspace.root, 'store.db')}`, workspace.root);
  const event = (kind: EventKind, film: string, ago: number) => ({
    ...{ kind, film, at: 1000 * (now - ago), model: 'ease', place: 1 },
  });
  for (const person of ['a', 'b']) await store.addGuest(person, 1000 * now);
  await store.addEvents('a', [event('shown', 'f1', 900), event('shown', 'f2', 900), event('played', 'f2', 800)]);
  await store.addEvents('b', [event('shown', 'f3', 900), event('hidden', 'f3', 880), event('unhidden', 'f3', 870)]);
  expect(await collect(workspace, 'set', store, context)).toMatchObject({ people: 0, ratings: 0, events: 5 });
  await store.close();

  const engagementOf = (path: string) =>
    useSurvey(workspace.processed('set'), workspace.root, info, context, async (survey) => {
      await addServiceEvents(survey, path);
      const { recommendations } = await measureEngagement(survey, context);
      return isMissing(recommendations) ? recommendations : { ...recommendations, byWeek: undefined };
    });
  expect(await engagementOf(join(workspace.root, 'nowhere.parquet'))).toMatchObject({
    ...{ people: 1, shown: 1, clicked: 1, played: 0, hidden: 0 },
  });
  expect(await engagementOf(collectedEvents(workspace, 'set'))).toMatchObject({
    ...{ people: 3, shown: 4, clicked: 1, played: 1, hidden: 1 },
  });
});

import { describe, expect, test } from 'vitest';
import { sequence } from '../../../../src/random.ts';
import { isMissing, type Engagement, type Missing } from '../../../../src/stages/report/engagement/engagement.ts';
import { Cleaning } from '../../../fixtures/cleaning.ts';
import { at, engagementOf } from '../../../fixtures/engagement.ts';
import { naiveEngagement, type Act } from '../../../oracles/engagement.ts';

const set = await Cleaning.open();

/** A figure that there is. */
function there<T extends object>(figure: T | Missing): T {
  if (isMissing(figure)) throw new Error(figure.missing);
  return figure;
}

/** People who come for a while, in sittings, and do this and that; some are shown films, some have done nothing else. */
function randomActs(seed: number, from: string, days: number): Act[] {
  const random = sequence(seed, 'acts');
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)];
  const start = at(`${from}T00:00:00`);
  const rated = new Set<string>();
  return Array.from({ length: 40 }, (_, person): Act[] => {
    const user = person % 10 === 9 ? `guest${person}` : String(person);
    const began = days * random() * 0.98;
    const stays = random() < 0.4 ? 3 : 0.3 * days;
    return Array.from({ length: 1 + Math.floor(12 * random()) }, (): Act[] => {
      const sitting = start + Math.floor(86_400 * Math.min(days - 0.1, began + stays * random() ** 3));
      return Array.from({ length: 1 + Math.floor(5 * random()) }, (): Act => {
        const film = String(Math.floor(60 * random() ** 2));
        const kinds = ['rating', 'rating', 'play', 'like', 'watchlist', 'shown', 'shown', 'clicked', 'hidden'] as const;
        const event = user.startsWith('guest') ? pick(['shown', 'clicked', 'play'] as const) : pick(kinds);
        const time = random() < 0.03 ? null : sitting + Math.floor(5000 * random());
        return { user, film, event, time };
      });
    }).flat();
  })
    .flat()
    .filter(
      ({ user, film, event }) => event !== 'rating' || (!rated.has(`${user} ${film}`) && rated.add(`${user} ${film}`)),
    );
}

describe.each([
  ['two years and a half', 1, '2017-11-20', 900],
  ['a year and a bit, from the first of a month', 2, '2019-01-01', 400],
  ['three months and a half', 3, '2020-02-29', 105],
  ['twenty days', 4, '2019-12-20', 20],
])('%s of ratings and events', (_, seed, from, days) => {
  test('give the figures that counting one by one gives', async () => {
    const acts = randomActs(seed, from, days);
    const films = Array.from({ length: 70 }, (_, film) => String(film));
    const found = await engagementOf(set, acts, films);
    const naive = naiveEngagement(acts, films.length);

    expect(found).toMatchObject({
      from: naive.from,
      to: naive.to,
      period: naive.period,
      has: { ratings: true, plays: true },
    });
    const active = there(found.active);
    expect(active.day.people).toBeCloseTo(naive.now.day!, 9);
    expect(active.day.before ?? null).toEqual(naive.before.day === null ? null : expect.closeTo(naive.before.day, 9));
    expect(active.week?.people ?? null).toEqual(naive.now.week === null ? null : expect.closeTo(naive.now.week, 9));
    expect(active.month?.people ?? null).toEqual(naive.now.month === null ? null : expect.closeTo(naive.now.month, 9));
    expect(active.month?.before ?? null).toEqual(
      naive.before.month === null ? null : expect.closeTo(naive.before.month, 9),
    );
    expect(active.lastMonth?.people ?? null).toBe(naive.lastMonth);
    if (active.history.unit === 'month') expect(active.history.points.map(({ month }) => month)).toEqual(naive.months);

    if (naive.period.months === 0) expect(isMissing(found.habits)).toBe(true);
    else {
      const habits = there(found.habits);
      expect(habits.personMonths).toBe(naive.personMonths);
      for (const name of ['ratings', 'plays', 'sessions'] as const) {
        expect(habits[name]!.mean, name).toBeCloseTo(naive[name].mean, 9);
        expect(habits[name]!.median, name).toBe(naive[name].median);
      }
    }
    const { newcomers, windows, curve } = naive;
    expect(found.retention).toEqual({ newcomers, windows, curve: { weeks: curve } });
    const recommendations = there(found.recommendations);
    expect(recommendations).toMatchObject(naive.recommendations);
    const { weeks } = recommendations.byWeek;
    expect(weeks.length).toBeGreaterThan(1);
    expect(weeks.every(({ start }) => new Date(start).getUTCDay() === 1)).toBe(true);
    expect(found.catalog).toMatchObject({
      films: 70,
      used: naive.catalog.used,
      activity: { all: naive.catalog.activity },
    });
    expect(there(found.catalog.shown).films).toBe(naive.catalog.shownFilms);
  });
});

const rating = (user: string, clock: string, film = clock): Act => ({ user, film, event: 'rating', time: at(clock) });

test('a second before and after midnight UTC are two days, and one session', async () => {
  const acts = [
    rating('a', '2019-05-01T00:00:00'),
    rating('a', '2019-05-10T23:59:59'),
    rating('a', '2019-05-11T00:00:00'),
    rating('a', '2019-05-31T12:00:00'),
  ];
  const found = await engagementOf(set, acts);
  expect(there(found.active).day.people).toBeCloseTo(4 / 31, 12);
  expect(there(found.habits)).toMatchObject({ personMonths: 1, sessions: { mean: 3, median: 3 } });
});

test('the week of the turn of the year is one', async () => {
  // 2018-12-31 is a Monday, and its week the first of 2019 (ISO 8601).
  const acts = ['2018-12-17', '2018-12-31', '2019-01-01', '2019-01-06', '2019-01-20'].map((day) =>
    rating('a', `${day}T12:00:00`),
  );
  const { history } = there((await engagementOf(set, acts)).active);
  expect(history.unit).toBe('week');
  expect(history.points.map(({ start, week }) => [start, week])).toEqual([
    ['2018-12-17', 1],
    ['2018-12-24', 0],
    ['2018-12-31', 1],
    ['2019-01-07', 0],
    ['2019-01-14', 1],
  ]);
  expect(history.points[2].day).toBeCloseTo(3 / 7, 12);
});

test('who came so late that a window is not over does not count in it', async () => {
  const acts = [
    rating('early', '2019-06-01T10:00:00'),
    rating('early', '2019-06-08T10:00:00'),
    rating('just over', '2019-06-24T10:00:00'),
    rating('too late', '2019-06-25T10:00:00'),
    rating('too late', '2019-06-26T10:00:00'),
    rating('last', '2019-07-01T10:00:00'),
  ];
  const [week, month, quarter] = there((await engagementOf(set, acts)).retention).windows;
  expect(week.all).toEqual({ people: 2, returned: 1 });
  expect(month.all).toEqual({ people: 1, returned: 0 });
  expect(quarter.all).toEqual({ people: 0, returned: 0 });
});

test('one rating of one person is a day, and says nothing of months or of coming back', async () => {
  const found = await engagementOf(set, [rating('a', '2019-06-15T10:00:00')]);
  expect(found).toMatchObject({
    from: '2019-06-15',
    to: '2019-06-15',
    period: { months: 0 },
    active: { day: { people: 1, before: null }, week: null, month: null, lastMonth: null, stickiness: null },
    habits: { missing: expect.stringMatching(/full month/) },
    retention: { newcomers: 1, curve: { weeks: [] } },
    catalog: { films: 1, used: 1, head: 1, tail: 0, activity: { all: 1, ofTail: 0 } },
  } satisfies Partial<Record<keyof Engagement, unknown>>);
});

test('without times there is the catalog alone', async () => {
  const found = await engagementOf(set, [{ ...rating('a', '2019-06-15T10:00:00', 'x'), time: null }], ['x', 'y']);
  expect(found).toMatchObject({ from: null, to: null, catalog: { films: 2, used: 1, activity: { all: 1 } } });
  const missing = { missing: expect.stringMatching(/times/) };
  expect(found).toMatchObject({ period: missing, active: missing, habits: missing, retention: missing });
  expect(isMissing(found.recommendations)).toBe(true);
});

describe('events alone', () => {
  const events: Act[] = [
    { user: 'a', film: 'x', event: 'play', time: at('2019-06-01T10:00:00') },
    { user: 'a', film: 'y', event: 'shown', time: at('2019-06-02T10:00:00') },
    { user: 'a', film: 'y', event: 'clicked', time: at('2019-06-02T10:00:10') },
    { user: 'a', film: 'z', event: 'play', time: at('2019-06-05T10:00:00') },
    { user: 'only shown', film: 'x', event: 'shown', time: at('2019-06-20T10:00:00') },
  ];

  test('are counted once, not again as the strengths made from them', async () => {
    const found = await engagementOf(set, events);
    expect(found).toMatchObject({ has: { ratings: false, plays: true }, from: '2019-06-01', to: '2019-06-20' });
    expect(there(found.active).day.people).toBeCloseTo(3 / 20, 12);
    expect(found.catalog.activity.all).toBe(2);
  });

  test('to be shown a film is no activity', async () => {
    expect(there((await engagementOf(set, events)).retention).newcomers).toBe(1);
  });

  test('people who were shown films are compared with days on which they were not', async () => {
    expect((await engagementOf(set, events)).recommendations).toMatchObject({
      since: '2019-06-02',
      people: 2,
      shown: 2,
      clicked: 1,
      played: 0,
      hidden: 0,
      afterList: { people: 1, returned: 1 },
      otherwise: { people: 2, returned: 1 },
    });
  });
});

test('what was clicked or played before it was shown is not counted as its success', async () => {
  const acts: Act[] = [
    rating('a', '2019-06-01T10:00:00', 'x'),
    { user: 'a', film: 'x', event: 'play', time: at('2019-06-01T10:00:00') },
    { user: 'a', film: 'x', event: 'clicked', time: at('2019-06-01T10:00:00') },
    { user: 'a', film: 'x', event: 'shown', time: at('2019-06-02T10:00:00') },
    { user: 'a', film: 'x', event: 'shown', time: at('2019-06-03T10:00:00') },
    { user: 'a', film: 'x', event: 'hidden', time: at('2019-06-02T10:00:00') },
  ];
  expect((await engagementOf(set, acts)).recommendations).toMatchObject({ shown: 1, clicked: 0, played: 0, hidden: 1 });
});

test('times in milliseconds are read as such, and times to come are forgotten', async () => {
  const acts: Act[] = [
    rating('a', '2019-06-01T10:00:00', 'x'),
    { user: 'a', film: 'x', event: 'play', time: 1000 * at('2019-06-03T10:00:00') },
    { user: 'a', film: 'x', event: 'like', time: at('2031-01-01T00:00:00') },
  ];
  expect(await engagementOf(set, acts)).toMatchObject({ from: '2019-06-01', to: '2019-06-03' });
});

test('the head is the fewest films that take 80 % of all ratings, and all others are the long tail', async () => {
  // 6, 2, 1 and 1 of 10 ratings: two films take 80 %. A fifth film has none.
  const counts = { a: 6, b: 2, c: 1, d: 1 };
  const acts = Object.entries(counts).flatMap(([film, count]) =>
    Array.from({ length: count }, (_, user) => rating(String(user), `2019-06-0${1 + user}T10:00:00`, film)),
  );
  const shown = ['c', 'c', 'a', 'e'].map((film, user): Act => {
    return { user: String(user), film, event: 'shown', time: at('2019-06-05T10:00:00') };
  });
  expect((await engagementOf(set, [...acts, ...shown], ['a', 'b', 'c', 'd', 'e'])).catalog).toEqual({
    films: 5,
    used: 4,
    head: 2,
    tail: 3,
    activity: { all: 10, ofTail: 2 },
    shown: { films: 3, all: 4, ofTail: 3 },
  });
});

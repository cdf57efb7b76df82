import { describe, expect, test } from 'vitest';
import { titleOf } from '../../../src/charts/chart.ts';
import { sessionLengths, type SessionLengths } from '../../../src/charts/eda/session-lengths.ts';
import { grouped, ratingRows, sittings } from '../../fixtures/sittings.ts';
import { surveyOf } from '../../fixtures/survey.ts';

/** Every rating in turn: a pause of more than 1,800 seconds ends a session. */
function naiveSessions(ratings: ReturnType<typeof sittings>): { ratings: number; seconds: number }[] {
  return [...grouped(ratings, ({ user }) => user).values()].flatMap((own) => {
    const times = own.map(({ time }) => time).sort((a, b) => a - b);
    const sessions: number[][] = [];
    for (const [at, time] of times.entries()) {
      if (at === 0 || time - times[at - 1] > 1800) sessions.push([]);
      sessions[sessions.length - 1].push(time);
    }
    return sessions.map((session) => ({ ratings: session.length, seconds: session[session.length - 1] - session[0] }));
  });
}

describe('sessions', () => {
  test('are those that walking from rating to rating finds', async () => {
    const ratings = sittings(300, 90);
    const found = (await surveyOf({ ratings: ratingRows(ratings) }, (survey) =>
      sessionLengths.survey(survey),
    )) as SessionLengths;
    const naive = naiveSessions(ratings);
    const median = (of: 'ratings' | 'seconds'): number =>
      naive.map((one) => one[of]).sort((a, b) => a - b)[Math.ceil(naive.length / 2) - 1];
    expect(found.sessions).toBe(naive.length);
    expect(found.median).toEqual({ ratings: median('ratings'), seconds: median('seconds') });
    const binOf = (count: number): number => {
      if (count < 1) return 0;
      let from = 1;
      while (2 * from <= count) from *= 2;
      return from;
    };
    const bins = (keyOf: (session: (typeof naive)[number]) => number) =>
      [...grouped(naive, keyOf)].map(([from, own]) => ({ from, sessions: own.length })).sort((a, b) => a.from - b.from);
    expect(found.ratings).toEqual(bins((session) => binOf(session.ratings)));
    expect(found.minutes).toEqual(bins((session) => binOf(Math.floor(session.seconds / 60))));
  });

  test('where everything bears the same second there are none to speak of', async () => {
    const ratings = Array.from({ length: 60 }, (_, at) => [`p${at % 7}`, `f${at}`, 1 + (at % 5), 1e9]);
    expect(await surveyOf({ ratings }, (survey) => sessionLengths.survey(survey))).toEqual({
      why: 'all ratings have the same time of day',
    });
  });

  test('of more half hours than five million, those of some people are looked at, and the chart says so', async () => {
    // Every fourth person rates eight films in each sitting, the others one.
    const found = (await surveyOf({ ratings: ratingRows(sittings(300, 90)) }, async (survey) => {
      await survey.database.run('DELETE FROM half_hours; DELETE FROM user_counts');
      await survey.database.run(`INSERT INTO half_hours
        SELECT person, 10 * sitting, CASE WHEN person % 4 = 0 THEN 8 ELSE 1 END, 18000 * sitting, 18000 * sitting
        FROM range(20000) AS people(person), range(300) AS sittings(sitting)`);
      await survey.database.run('INSERT INTO user_counts SELECT range, 300, 3, 1, 0, 9e6 FROM range(20000)');
      return sessionLengths.survey({ ...survey, counts: { ...survey.counts, people: 20_000 } });
    })) as SessionLengths;
    const people = Math.ceil(20_000 / 6);
    expect(found.drawn).toEqual({ people, of: 20_000 });
    expect(found.sessions).toBe(300 * people);
    expect(found.ratings.map(({ from }) => from)).toEqual([1, 8]);
    expect(found.ratings[0].sessions / found.sessions).toBeCloseTo(0.75, 2);
    expect(JSON.stringify(sessionLengths.spec(found).title)).toMatch(/drawn[\s",]+from 20,000/);
  });

  const bins = {
    ratings: [
      { from: 1, sessions: 75 },
      { from: 8, sessions: 25 },
    ],
    minutes: [{ from: 0, sessions: 100 }],
  };
  test.each([
    [3, 0, 'Half of all sessions have at most 3 ratings; half last no longer than a second'],
    [3, 59, 'Half of all sessions have at most 3 ratings; half last less than a minute'],
    [14, 301, 'Half of all sessions have at most 14 ratings; half last at most 6 minutes'],
    [1, 0, '75 % of all sessions are a single rating, 25 % have 8 or more'],
  ])('medians of %d ratings and %d seconds: %s', (ratings, seconds, title) => {
    expect(
      titleOf(sessionLengths.spec({ word: 'ratings', sessions: 100, median: { ratings, seconds }, ...bins })),
    ).toBe(title);
  });
});

/** What a person did with a film, or was shown; `time` in seconds since 1970, null where unknown. */
export interface Act {
  readonly user: string;
  readonly film: string;
  readonly event: 'rating' | 'play' | 'like' | 'dislike' | 'watchlist' | 'shown' | 'clicked' | 'hidden';
  readonly time: number | null;
}

const day = (time: number): string => new Date(time * 1000).toISOString().slice(0, 10);
const later = (date: string, days: number): string => day(Date.parse(date) / 1000 + 86_400 * days);
function everyDay(from: string, to: string): string[] {
  const days: string[] = [];
  for (let date = from; date <= to; date = later(date, 1)) days.push(date);
  return days;
}
const month = (date: string): string => date.slice(0, 7);
/** ISO 8601: a week is that of its Thursday. */
function week(date: string): string {
  const weekday = (new Date(date).getUTCDay() + 6) % 7;
  const thursday = later(date, 3 - weekday);
  const nth = Math.floor((Date.parse(thursday) - Date.parse(`${thursday.slice(0, 4)}-01-01`)) / (7 * 86_400_000)) + 1;
  return `${thursday.slice(0, 4)}-W${nth}`;
}
const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
function middle(values: readonly number[]): number {
  const inOrder = values.toSorted((a, b) => a - b);
  const half = inOrder.length / 2;
  return Number.isInteger(half) ? (inOrder[half - 1] + inOrder[half]) / 2 : inOrder[Math.floor(half)];
}
function groups<T>(values: readonly T[], key: (value: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const value of values) found.set(key(value), [...(found.get(key(value)) ?? []), value]);
  return found;
}

/** Units (weeks, months) of which all days lie between two, in order. */
function fullUnits(from: string, to: string, unit: (date: string) => string): string[] {
  const inside = new Set(everyDay(from, to));
  const around = groups(everyDay(later(from, -40), later(to, 40)), unit);
  return [...around].filter(([, days]) => days.every((date) => inside.has(date))).map(([name]) => name);
}

/** How people use what there is, counted one by one. */
export function naiveEngagement(acts: readonly Act[], films: number) {
  const timed = acts.filter(({ time }) => time !== null) as (Act & { time: number })[];
  const active = timed.filter(({ event }) => event !== 'shown');
  const dates = timed.map(({ time }) => day(time)).sort();
  const [from, to] = [dates[0], dates[dates.length - 1]];
  const months = fullUnits(from, to, month);
  const chosen = months.slice(-12);
  const earlier = months.slice(-24, -12);
  const days = everyDay(from, to);
  const inMonths = (some: readonly string[]): string[] => days.filter((date) => some.includes(month(date)));
  const period = chosen.length > 0 ? inMonths(chosen) : days;
  const before = earlier.length === 12 ? inMonths(earlier) : [];

  const peopleIn = (unit: (date: string) => string, name: string): number =>
    new Set(active.filter(({ time }) => unit(day(time)) === name).map(({ user }) => user)).size;
  const mean = (units: readonly string[], unit: (date: string) => string): number | null =>
    units.length === 0 ? null : average(units.map((name) => peopleIn(unit, name)));
  const means = (some: readonly string[]) => {
    if (some.length === 0) return { day: null, week: null, month: null };
    const [first, last] = [some[0], some[some.length - 1]];
    return {
      day: mean(some, (date) => date),
      week: mean(fullUnits(first, last, week), week),
      month: mean(fullUnits(first, last, month), month),
    };
  };

  const inPeriod = active.filter(({ time }) => period.includes(day(time)));
  const personMonths = groups(inPeriod, ({ user, time }) => `${user} ${month(day(time))}`);
  const typical = (amount: (acts: readonly (Act & { time: number })[], key: string) => number) => {
    const amounts = [...personMonths].map(([key, some]) => amount(some, key));
    return { mean: average(amounts), median: middle(amounts) };
  };
  const beginnings = [...groups(active, ({ user }) => user).values()].flatMap((some) => {
    const inOrder = some.toSorted((a, b) => a.time - b.time);
    return inOrder.filter(({ time }, at) => at === 0 || time - inOrder[at - 1].time > 1800);
  });
  const begun = groups(beginnings, ({ user, time }) => `${user} ${month(day(time))}`);

  const daysOf = new Map(
    [...groups(active, ({ user }) => user)].map(([user, some]) => [user, new Set(some.map(({ time }) => day(time)))]),
  );
  const firsts = [...daysOf].map(([user, some]) => ({ user, first: [...some].sort()[0] }));
  const again = (user: string, since: string, first: number, last: number): boolean =>
    everyDay(later(since, first), later(since, last)).some((date) => daysOf.get(user)?.has(date));
  const returned = (who: typeof firsts, first: number, last: number) => {
    const over = who.filter((one) => later(one.first, last) <= to);
    return { people: over.length, returned: over.filter((one) => again(one.user, one.first, first, last)).length };
  };
  const recent = firsts.filter(({ first }) => period.includes(first));

  const pairs = [...groups(acts, ({ user, film }) => `${user} ${film}`).values()].flatMap((some) => {
    const shown = some.filter(({ event }) => event === 'shown');
    if (shown.length === 0) return [];
    const times = shown.flatMap(({ time }) => time ?? []);
    const since = times.length > 0 ? Math.min(...times) : null;
    const did = (wanted: string): boolean =>
      some.some(({ event, time }) => event === wanted && (since === null || time === null || time >= since));
    return [{ user: some[0].user, since, clicked: did('clicked'), played: did('play'), hidden: did('hidden') }];
  });
  const shownDays = new Set(
    timed.filter(({ event }) => event === 'shown').map(({ user, time }) => `${user} ${day(time)}`),
  );
  const comeBack = (keys: readonly string[]) => {
    const over = keys.map((key) => key.split(' ')).filter(([, date]) => later(date, 7) <= to);
    return { people: over.length, returned: over.filter(([user, date]) => again(user, date, 1, 7)).length };
  };
  const activeDays = [...daysOf].flatMap(([user, some]) => [...some].map((date) => `${user} ${date}`));

  const ofTaste = inPeriod.filter(({ event }) => event !== 'clicked' && event !== 'hidden');
  return {
    from,
    to,
    period: { from: period[0], to: period[period.length - 1], months: chosen.length },
    now: means(period),
    before: means(before),
    lastMonth: chosen.length > 0 ? peopleIn(month, chosen[chosen.length - 1]) : null,
    months: months.map((name) => peopleIn(month, name)),
    personMonths: personMonths.size,
    ratings: typical((some) => some.filter(({ event }) => event === 'rating').length),
    plays: typical((some) => some.filter(({ event }) => event === 'play').length),
    sessions: typical((_, key) => begun.get(key)?.length ?? 0),
    newcomers: firsts.length,
    windows: [
      { from: 1, to: 7, all: returned(firsts, 1, 7), recent: returned(recent, 1, 7) },
      { from: 8, to: 30, all: returned(firsts, 8, 30), recent: returned(recent, 8, 30) },
      { from: 31, to: 90, all: returned(firsts, 31, 90), recent: returned(recent, 31, 90) },
    ],
    curve: Array.from({ length: 52 }, (_, at) => {
      const { people, returned: back } = returned(firsts, 7 * at + 1, 7 * at + 7);
      return { week: at + 1, people, active: back };
    }).filter(({ people }) => people > 0 && 2 * people >= firsts.length),
    recommendations: {
      people: new Set(pairs.map(({ user }) => user)).size,
      shown: pairs.length,
      clicked: pairs.filter(({ clicked }) => clicked).length,
      played: pairs.filter(({ played }) => played).length,
      hidden: pairs.filter(({ hidden }) => hidden).length,
      afterList: comeBack([...shownDays]),
      otherwise: comeBack(activeDays.filter((key) => !shownDays.has(key))),
    },
    catalog: {
      films,
      used: new Set(ofTaste.map(({ film }) => film)).size,
      activity: ofTaste.length,
      shownFilms: new Set(acts.filter(({ event }) => event === 'shown').map(({ film }) => film)).size,
    },
  };
}

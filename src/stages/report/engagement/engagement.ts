import type { ActivePeople } from '../../../charts/active-people.ts';
import type { RetentionCurve } from '../../../charts/retention-curve.ts';
import type { ShownAndClicked } from '../../../charts/shown-and-clicked.ts';

/**
 * How people use what there is: from their ratings and, where there are any, from events. Active is who rated, played,
 * liked, disliked, clicked or hid a film, or put it on a watch-list; to be shown a film is no activity. Days, ISO weeks
 * and months are those of UTC.
 */
export interface Engagement {
  /** The first and the last day on which anything happened, "2019-11-30"; null where no time is known. */
  readonly from: string | null;
  readonly to: string | null;
  /** Whether there are ratings besides events, and plays among these. */
  readonly has: { readonly ratings: boolean; readonly plays: boolean };
  /** What averages are taken over. */
  readonly period: Period | Missing;
  readonly active: Activity | Missing;
  readonly habits: Habits | Missing;
  readonly retention: Retention | Missing;
  readonly recommendations: Recommendations | Missing;
  readonly catalog: CatalogUse;
}

/** In place of a figure that cannot be had: why, as a sentence. */
export interface Missing {
  readonly missing: string;
}

export const isMissing = (figure: object | null): figure is Missing => figure !== null && 'missing' in figure;

/** The last twelve full months, or all full months where there are fewer, or all days where there is none. */
export interface Period {
  readonly from: string;
  readonly to: string;
  /** 0 where no month is full. */
  readonly months: number;
}

/** How many people were active in an average day, week or month, and as many months earlier. */
export interface Average {
  readonly people: number;
  /** Null where the data do not reach back as far. */
  readonly before: number | null;
}

export interface Activity {
  readonly day: Average;
  /** Of weeks that lie within the period as a whole; null where there is none. */
  readonly week: Average | null;
  readonly month: Average | null;
  /** Who was active in the last full month, "2019-11". */
  readonly lastMonth: { readonly month: string; readonly people: number } | null;
  /** The active people of an average day as a part of those of an average month. */
  readonly stickiness: number | null;
  readonly history: ActivePeople;
}

/** Of people and months of the period in which they were active, each pair counted once. */
export interface Habits {
  readonly personMonths: number;
  /** Null where there are none at all. */
  readonly ratings: Typical | null;
  readonly plays: Typical | null;
  /** A session ends with a pause of more than 30 minutes. */
  readonly sessions: Typical;
}

export interface Typical {
  readonly mean: number;
  readonly median: number;
}

export interface Retention {
  /** Everyone, each with a first day. */
  readonly newcomers: number;
  readonly windows: readonly RetentionWindow[];
  readonly curve: RetentionCurve;
}

/** Who was active again from `from` to `to` days after the first day. */
export interface RetentionWindow {
  readonly from: number;
  readonly to: number;
  /** Those whose window is over. */
  readonly all: Returned;
  /** Those of them who came within the period. */
  readonly recent: Returned;
}

export interface Returned {
  readonly people: number;
  readonly returned: number;
}

export interface Recommendations {
  /** The first day on which a film was shown. */
  readonly since: string | null;
  readonly people: number;
  /** Different films and people together: each pair is counted once, however often the film was shown. */
  readonly shown: number;
  /** Of these pairs, those with such an event at the time of the first showing or later. */
  readonly clicked: number;
  readonly played: number;
  readonly hidden: number;
  /** Days on which a person was shown films, and after how many of them the person was active within the next 7 days. */
  readonly afterList: Returned;
  /** The same of days on which people were active and were shown nothing. */
  readonly otherwise: Returned;
  readonly byWeek: ShownAndClicked;
}

/** What films people got to, in the period (ever, where no times are known); being shown or hidden does not count. */
export interface CatalogUse {
  readonly films: number;
  readonly used: number;
  /** The fewest films that take 80 % of all ratings; all others of the catalog are the long tail. */
  readonly head: number;
  readonly tail: number;
  /** Ratings, plays and the like of the period, and how many of them are of films of the long tail. */
  readonly activity: TailShare;
  /** Ever: films that were shown, and showings. */
  readonly shown: (TailShare & { readonly films: number }) | Missing;
}

export interface TailShare {
  readonly all: number;
  readonly ofTail: number;
}

/** How many people were active by day, week and month, over time. */
export interface ActivePeople {
  /** What a point stands for: the longest of these of which there are several. */
  readonly unit: 'month' | 'week' | 'day';
  /** In order, without gaps; parts of a unit at either end are left out. */
  readonly points: readonly ActivePeoplePoint[];
}

export interface ActivePeoplePoint {
  /** The first day of the unit, "2019-11-01". */
  readonly start: string;
  /** People a day, on average. */
  readonly day: number;
  /** People a week, on average over the weeks of which most days are in the unit; null for units of a day. */
  readonly week: number | null;
  /** Null for units of a day or week. */
  readonly month: number | null;
}

/**
 * Days are counted from 1970-01-01, weeks from the Monday before, months from January 1970, all in UTC; ISO 8601 has weeks
 * begin on Monday.
 */
const milliseconds = 86_400_000;

/** "2019-11-30" */
export const isoDay = (day: number): string => new Date(day * milliseconds).toISOString().slice(0, 10);

export const weekOf = (day: number): number => Math.floor((day + 3) / 7);
export const firstOfWeek = (week: number): number => 7 * week - 3;

export function monthOf(day: number): number {
  const date = new Date(day * milliseconds);
  return 12 * (date.getUTCFullYear() - 1970) + date.getUTCMonth();
}
export const firstOfMonth = (month: number): number => Date.UTC(1970, month) / milliseconds;

/** The same of a column `day`, as SQL. */
export const weekSql = '((day + 3) // 7)';
export const monthSql = "datediff('month', DATE '1970-01-01', DATE '1970-01-01' + day)::INTEGER";

/** Days from first to last, both included. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

export const lengthOf = ({ first, last }: Span): number => last - first + 1;

/** The weeks, or months, that lie within a span of days as a whole; the last is before the first where there is none. */
export const fullWeeks = ({ first, last }: Span): Span => {
  return { first: weekOf(first + 6), last: weekOf(last + 1) - 1 };
};
export function fullMonths({ first, last }: Span): Span {
  const month = monthOf(first);
  return { first: firstOfMonth(month) === first ? month : month + 1, last: monthOf(last + 1) - 1 };
}

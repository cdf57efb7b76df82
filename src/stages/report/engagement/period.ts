import { firstOfMonth, fullMonths, lengthOf, type Span } from './calendar.ts';

/** The days that averages are taken over, and how many months these are: 0 where no month is full. */
export interface PeriodDays extends Span {
  readonly months: number;
}

/** The last twelve full months of a span of days, or all full ones where there are fewer, or all days. */
export function periodOf(span: Span): PeriodDays {
  const full = fullMonths(span);
  const months = Math.min(12, Math.max(0, lengthOf(full)));
  return months === 0 ? { ...span, months } : { ...daysOf(full.last - months + 1, full.last), months };
}

/** As many months before; null where the data do not reach back as far. */
export function earlierPeriod(span: Span): PeriodDays | null {
  const { months } = periodOf(span);
  const full = fullMonths(span);
  const last = full.last - months;
  return months === 0 || last - months + 1 < full.first ? null : { ...daysOf(last - months + 1, last), months };
}

const daysOf = (firstMonth: number, lastMonth: number): Span => {
  return { first: firstOfMonth(firstMonth), last: firstOfMonth(lastMonth + 1) - 1 };
};

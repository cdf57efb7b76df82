import type { Site } from '../../server/contract.ts';

export interface Decade {
  readonly label: string;
  /** As a range of years: 1990..1999. */
  readonly year: string;
}

/** The decade before which all are one choice. */
const first = 1930;

/** The decades that films are from, the latest first. */
export function decadesOf(years: Site['years']): Decade[] {
  if (years === null) return [];
  const start = Math.max(first, decadeOf(years.first));
  const decades: Decade[] = [];
  for (let decade = decadeOf(years.last); decade >= start; decade -= 10) {
    decades.push({ label: `${decade}s`, year: `${decade}..${decade + 9}` });
  }
  if (years.first < first) decades.push({ label: `Before ${first}`, year: `..${first - 1}` });
  return decades;
}

const decadeOf = (year: number): number => Math.floor(year / 10) * 10;

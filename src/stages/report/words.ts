import { percent } from '../../charts/percent.ts';
import type { Estimate } from '../../evaluation/measure.ts';

/** 1234567 as 1,234,567. */
export const whole = (value: number): string => value.toLocaleString('en-US');

/** 1 film, 2 films; 1 person, 2 people. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${whole(count)} ${count === 1 ? one : many}`;

const small = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];

/** A number as texts write it: ten, 13. */
export const inWords = (value: number): string => small[value] ?? whole(value);

/** How many of a few: 2.4; 0.23 where it is less than one. */
export const ofAFew = (value: number): string => value.toFixed(value !== 0 && Math.abs(value) < 0.95 ? 2 : 1);

/** A figure from 0 to 1, or an error of ratings. */
export const decimal = (value: number): string => value.toFixed(3);

/** "0.305 to 0.345"; a dash where there is none. */
export const interval = ({ low, high }: Omit<Estimate, 'value'>, shown = decimal): string =>
  low === null || high === null ? '–' : `${shown(low)} to ${shown(high)}`;

/** A time: 12 milliseconds, 4.8 seconds, 3 minutes. */
export function duration(seconds: number): string {
  if (seconds < 0.0005) return 'less than a millisecond';
  if (seconds < 0.9995) return counted(Math.round(1000 * seconds), 'millisecond');
  if (seconds < 119.5) return `${seconds < 9.95 ? seconds.toFixed(1) : Math.round(seconds)} seconds`;
  return seconds < 7170 ? `${Math.round(seconds / 60)} minutes` : `${(seconds / 3600).toFixed(1)} hours`;
}

/** 812 bytes, 46 kB, 12 MB, 1.5 GB; in thousands, as disks are sold. */
export function size(bytes: number): string {
  if (bytes < 1000) return counted(bytes, 'byte');
  const [unit, name] = bytes < 1e6 ? [1e3, 'kB'] : bytes < 1e9 ? [1e6, 'MB'] : [1e9, 'GB'];
  return `${Number((bytes / unit).toPrecision(2))} ${name}`;
}

/** 2018-09-24 as 24 September 2018. */
export const day = (date: string): string =>
  new Date(`${date}T00:00Z`).toLocaleDateString('en-GB', {
    ...{ day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' },
  });

/** "up to 12 %", "about 3 %": a gain with how sure it is. */
export const gained = (gain: number, kind: 'measured' | 'estimate' | 'at most'): string =>
  percent(gain).startsWith('under') ? percent(gain) : `${sure[kind]}${percent(gain)}`;

const sure = { measured: '', estimate: 'about ', 'at most': 'up to ' } as const;

/** A, B, and C. */
export const listed = (items: readonly string[]): string => new Intl.ListFormat('en-US').format(items);

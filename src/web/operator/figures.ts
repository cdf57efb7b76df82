/** 12,345 */
export const whole = (count: number): string => Math.round(count).toLocaleString('en');

/** 4.5 %, 12 %; a dash for what is not known. */
export const share = (part: number | null): string =>
  part === null ? '–' : `${(100 * part).toFixed(part > 0 && part < 0.0995 ? 1 : 0)} %`;

/** 0.42 ms, 3.1 ms, 12 ms, 1.3 s */
export function duration(milliseconds: number): string {
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(milliseconds >= 10_000 ? 0 : 1)} s`;
  if (milliseconds === 0) return '0 ms';
  return `${milliseconds.toFixed(milliseconds >= 10 ? 0 : milliseconds >= 1 ? 1 : 2)} ms`;
}

/** 87 MB */
export const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6).toLocaleString('en')} MB`;

/** 45 s, 12 min, 3 h 5 min, 4 days */
export function span(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return `${Math.max(0, Math.round(milliseconds / 1000))} s`;
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} days`;
}

/** 29 Nov, 16:40 */
export const moment = (time: number): string =>
  new Date(time).toLocaleString('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

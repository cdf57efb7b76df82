/** One thing that was looked at: what was found, and what to do where it is not as it should be. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly found: string;
  readonly advice?: string;
}

/** A check whose advice stands only where it is needed. */
export const check = (name: string, ok: boolean, found: string, advice: string): Check =>
  ok ? { name, ok, found } : { name, ok, found, advice };

/** Bytes for people to read. */
export const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

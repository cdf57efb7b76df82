import type { Overview } from '../../server/contract.ts';

export interface EngagementLine {
  /** 2026-11-29; null for all days together. */
  readonly day: string | null;
  /** null for films that were in no model's list. */
  readonly model: string | null;
  readonly shown: number;
  readonly clicked: number;
  readonly hidden: number;
  readonly played: number;
  /** Clicked and hidden by shown; null where nothing was shown. */
  readonly clickThrough: number | null;
  readonly hiddenShare: number | null;
}

/** What became of lists: by model over all days, the most shown first, or by day and model, the latest first. */
export function engagementOf(events: Overview['engagement'], by: 'model' | 'day'): EngagementLine[] {
  const lines = new Map<string, EngagementLine>();
  for (const { day, model, kind, events: count } of events) {
    const key = JSON.stringify(by === 'day' ? [day, model] : [model]);
    const line = lines.get(key) ?? { ...nothing, day: by === 'day' ? day : null, model };
    // What was shown again is hidden no more.
    const [counted, change] = kind === 'unhidden' ? (['hidden', -count] as const) : ([kind, count] as const);
    lines.set(key, { ...line, [counted]: line[counted] + change });
  }
  return (
    [...lines.values()]
      // It may have been hidden on an earlier day.
      .map((line) => ({ ...line, hidden: Math.max(0, line.hidden) }))
      .map((line) => ({
        ...line,
        clickThrough: line.shown > 0 ? line.clicked / line.shown : null,
        hiddenShare: line.shown > 0 ? line.hidden / line.shown : null,
      }))
      .sort((a, b) => (b.day ?? '').localeCompare(a.day ?? '') || b.shown - a.shown)
  );
}

const nothing = { shown: 0, clicked: 0, hidden: 0, played: 0, clickThrough: null, hiddenShare: null };

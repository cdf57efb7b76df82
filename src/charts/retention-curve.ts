/** Who comes back: how many people were active again in each week after their first day. */
export interface RetentionCurve {
  /** From week 1 (days 1 to 7 after the first day) on. */
  readonly weeks: readonly {
    readonly week: number;
    /** Those whose week is over. */
    readonly people: number;
    readonly active: number;
  }[];
}

/** How people use what there is: from the times of their ratings and, where there are any, from events. */
export interface Engagement {
  /** null where neither ratings nor events have times. */
  readonly from: string | null;
}

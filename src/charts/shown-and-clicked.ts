/** What became of films that were shown, by the week (from Monday) in which a person was shown the film first. */
export interface ShownAndClicked {
  readonly weeks: readonly {
    /** Its Monday, "2019-11-25". */
    readonly start: string;
    readonly shown: number;
    readonly clicked: number;
    readonly played: number;
    readonly hidden: number;
  }[];
}

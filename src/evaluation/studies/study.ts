/** The parameters of a model, by their names; checked against its definition when it is fitted. */
export type Settings = Readonly<Record<string, number | string | boolean>>;

/** A data set that studies are made on, and how its folder is recognized. */
export interface StudyData {
  readonly name: string;
  readonly title: string;
  /** The source that reads it, see src/dataset/sources/registry.ts. */
  readonly format: string;
  /** Files that lie in its folder, and that tell it from others of the format. */
  readonly files: readonly string[];
  /** Files that another data set of the format has and this one does not. */
  readonly without?: readonly string[];
  /** Where no file tells: what the folder is called, or its README says it is. */
  readonly called?: RegExp;
  /** How many ratings it was published with; with another number figures do not compare. */
  readonly ratings: number;
}

/** Which ratings are trained on and which tested, as an entry of `protocols` reads it. */
export type StudyProtocol =
  | { readonly name: 'folds'; readonly folds: number }
  | { readonly name: 'random'; readonly share: number }
  | { readonly name: 'given-parts'; readonly train: string; readonly test: string }
  | { readonly name: 'given-negatives'; readonly train: string; readonly test: string; readonly negatives: string }
  | {
      readonly name: 'strong-generalization';
      /** Lower ratings are dropped, then people with fewer than `least` that are left. */
      readonly from: number;
      readonly least: number;
      /** How many people are tested, and as many set aside for validation; at most a tenth each. */
      readonly people: number;
      /** The share of a tested person's ratings that is tested; the others are folded in. */
      readonly tested: number;
    };

/** A model as it was published, and how we fit it. */
export interface StudyRow {
  /** Names the row within its part, for `--only`. */
  readonly name: string;
  /** What its authors call it. */
  readonly title: string;
  /** Our model; where there is none of that name yet, the row is left out, and runs by itself once there is. */
  readonly model: string;
  /** Figures by key (`rmse`, `ndcg@100`), as published; none where the row only shows what ours do. */
  readonly published?: Readonly<Record<string, number>>;
  readonly source?: string;
  /** The settings of the publication, in our parameters. */
  readonly paper?: Settings;
  /** What we would choose, where that is something else; an empty object for our defaults. */
  readonly ours?: Settings;
  /** What to know: settings without a counterpart, or where they come from. */
  readonly note?: string;
}

/** One data set of a study, and the rows of its table. */
export interface StudyPart {
  readonly data: string;
  readonly protocol: StudyProtocol;
  /** The figures that are compared, by key. */
  readonly figures: readonly string[];
  /** How far ours may be from theirs and still be called the same. */
  readonly tolerance: number;
  readonly rows: readonly StudyRow[];
}

/** A published experiment. To add one: a file that exports it, and one line in `registry.ts`. */
export interface Study {
  readonly name: string;
  readonly title: string;
  readonly summary: string;
  readonly parts: readonly StudyPart[];
}

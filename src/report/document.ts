import type { VegaLiteSpec } from '../charts/chart.ts';

/**
 * Something to read, as data: what it says, and nothing of how it looks. `html.ts`, `markdown.ts` and `pdf.ts` write it
 * in their formats; none of them knows what it is about. All strings are texts, never markup: what stands between
 * pointed brackets is shown as it is.
 */
export interface Document {
  /** Its language is English; titles of films are what they are. */
  readonly title: string;
  readonly subtitle: string;
  /** What everyone has to know before anything else, such as that the audience is simulated. */
  readonly warnings: readonly Words[];
  readonly sections: readonly Section[];
  /** A line at the very end. */
  readonly foot: Words;
}

export interface Section {
  /** In kebab-case; links within the document go by it. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block = Paragraph | List | KeyFigures | Table | ChartBlock | Note | Commands | Definitions | Heading;

/** A text with the few things that may be set apart in it. */
export type Words = string | readonly (string | Emphasis)[];
export type Emphasis =
  | { readonly strong: string }
  /** A command, a file, a parameter. */
  | { readonly code: string }
  /** To a section by its id, or to a chart: `chart-` and its name. */
  | { readonly link: string; readonly section: string };

export interface Heading {
  readonly kind: 'heading';
  readonly text: string;
}

export interface Paragraph {
  readonly kind: 'paragraph';
  readonly words: Words;
}

export interface List {
  readonly kind: 'list';
  readonly ordered?: boolean;
  readonly items: readonly Words[];
}

/** The few numbers that matter most, large. */
export interface KeyFigures {
  readonly kind: 'figures';
  readonly figures: readonly {
    /** What it is: "NDCG@10". */
    readonly label: string;
    /** "0.331". */
    readonly value: string;
    /** What to make of it: "0.325 to 0.338; popularity 0.155". */
    readonly note: string;
  }[];
}

export interface Table {
  readonly kind: 'table';
  /** What it shows, in a sentence. */
  readonly caption: string;
  readonly columns: readonly { readonly title: string; readonly align?: 'right' }[];
  /** As many cells in each as there are columns; the first names the row. */
  readonly rows: readonly (readonly Words[])[];
}

export interface ChartBlock {
  readonly kind: 'chart';
  /** In kebab-case, once in a document. */
  readonly name: string;
  /** With its title (the finding) and description (for those who cannot see it). */
  readonly spec: VegaLiteSpec;
}

/** Set apart from the rest: what to mind when reading it. */
export interface Note {
  readonly kind: 'note';
  readonly words: Words;
}

/** Lines to type. */
export interface Commands {
  readonly kind: 'commands';
  readonly lines: readonly string[];
}

export interface Definitions {
  readonly kind: 'definitions';
  readonly entries: readonly { readonly term: string; readonly meaning: Words }[];
}

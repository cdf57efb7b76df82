/** What stands on one page as a whole: a line, a row of a table, a picture. Lengths are in points, downward. */
export interface Slice {
  readonly height: number;
  /** Above it, unless it is the first of a page. */
  readonly gap: number;
  /** Draws it, with less height than its own where it could be drawn smaller. */
  draw(top: number, height: number): void;
  /** The least height that it can be drawn with, to fit on a page; else its own. */
  readonly least?: number;
  /** It may not be the last of a page while there is something after it. */
  readonly staysWithNext?: boolean;
  /** Stands above it where a page begins with it: the head of its table. */
  readonly head?: Slice;
  /** A section begins here. */
  readonly section?: string;
}

export interface Placed {
  readonly slice: Slice;
  readonly top: number;
  readonly height: number;
}

/**
 * Puts slices on pages from `top` to `bottom`, in their order. What stays together is drawn smaller to fit on the page, if
 * it can be, else begins a new one, unless it is longer than a page.
 */
export function paginate(slices: readonly Slice[], { top, bottom }: { top: number; bottom: number }): Placed[][] {
  const pages: Placed[][] = [[]];
  let y = top;
  const isFresh = (): boolean => pages.at(-1)!.length === 0;
  const place = (slice: Slice, height = slice.height): void => {
    const at = isFresh() ? y : y + slice.gap;
    pages.at(-1)!.push({ slice, top: at, height });
    y = at + height;
  };
  const turn = (): void => {
    pages.push([]);
    y = top;
  };
  for (const chain of chains(slices)) {
    const height = chain.reduce((sum, slice) => sum + slice.gap + slice.height, 0);
    const slack = chain.reduce((sum, slice) => sum + slackOf(slice), 0);
    const lacks = y + height - bottom;
    const shrinks = lacks > 0 && lacks <= slack;
    if (!isFresh() && lacks > 0 && !shrinks && height <= bottom - top) turn();
    for (const slice of chain) {
      const own = slice.height - (shrinks ? (lacks * slackOf(slice)) / slack : 0);
      if (!isFresh() && y + slice.gap + own > bottom + 0.01) turn();
      if (isFresh() && slice.head) place(slice.head);
      place(slice, own);
    }
  }
  return pages;
}

const slackOf = ({ height, least = height }: Slice): number => height - least;

/** Slices that stay together. */
function chains(slices: readonly Slice[]): Slice[][] {
  const chains: Slice[][] = [];
  for (const [at, slice] of slices.entries()) {
    if (at > 0 && slices[at - 1].staysWithNext) chains.at(-1)!.push(slice);
    else chains.push([slice]);
  }
  return chains;
}

/** The same, bound to each other. */
export const keptTogether = (slices: readonly Slice[]): Slice[] =>
  slices.map((slice, at) => (at < slices.length - 1 ? { ...slice, staysWithNext: true } : slice));

/** What stands on one page as a whole: a line, a row of a table, a picture. Lengths are in points, downward. */
export interface Slice {
  readonly height: number;
  /** Above it, unless it is the first of a page. */
  readonly gap: number;
  draw(top: number): void;
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
}

/** Puts slices on pages from `top` to `bottom`, in their order. What stays together begins a new page if it must, unless it is longer than one. */
export function paginate(slices: readonly Slice[], { top, bottom }: { top: number; bottom: number }): Placed[][] {
  const pages: Placed[][] = [[]];
  let y = top;
  const isFresh = (): boolean => pages.at(-1)!.length === 0;
  const place = (slice: Slice): void => {
    const at = isFresh() ? y : y + slice.gap;
    pages.at(-1)!.push({ slice, top: at });
    y = at + slice.height;
  };
  const turn = (): void => {
    pages.push([]);
    y = top;
  };
  for (const chain of chains(slices)) {
    const height = chain.reduce((sum, slice) => sum + slice.gap + slice.height, 0);
    if (!isFresh() && y + height > bottom && height <= bottom - top) turn();
    for (const slice of chain) {
      if (!isFresh() && y + slice.gap + slice.height > bottom) turn();
      if (isFresh() && slice.head) place(slice.head);
      place(slice);
    }
  }
  return pages;
}

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
